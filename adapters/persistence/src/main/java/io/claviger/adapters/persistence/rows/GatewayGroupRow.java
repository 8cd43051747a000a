package io.claviger.adapters.persistence.rows;

import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A gateway group. */
@Entity
@Table(name = "gateway_group")
public class GatewayGroupRow extends GuardedRow {
  @Id private String scope;
  private String id;
  private String name;
  private String description;
  private String labels;
  private String apisixVersion;
  private String secretReferences;
  private long revision;
  private long prunedRevision;
  private long createdAt;
  private long updatedAt;

  /** The keyed hash of the set of the group's rows; null until the row is stored. */
  private byte @Nullable [] resourceSet;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected GatewayGroupRow() {}

  public static GatewayGroupRow of(GatewayGroup group) {
    GatewayGroupRow row = new GatewayGroupRow();
    row.scope = group.scope().value();
    row.id = group.id().value();
    row.name = group.profile().name();
    row.description = group.profile().description();
    row.labels = JsonTree.strings(group.profile().labels()).toString();
    row.apisixVersion = group.profile().apisixVersion().text();
    row.secretReferences = group.profile().references().text();
    row.revision = group.revision().value();
    row.prunedRevision = group.pruned().value();
    row.createdAt = group.createdAt().toEpochMilli();
    row.updatedAt = group.updatedAt().toEpochMilli();
    return row;
  }

  public GatewayGroup toGroup() {
    return new GatewayGroup(
        new Scope(scope),
        new GroupId(id),
        new GatewayGroup.Profile(
            name,
            description,
            StoredJson.strings(labels, "gateway group " + id),
            new ApisixVersion(apisixVersion),
            ReferencePolicy.stored(secretReferences)),
        toRevision(),
        toPruned(),
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(updatedAt));
  }

  public Revision toRevision() {
    return new Revision(revision);
  }

  public Revision toPruned() {
    return new Revision(prunedRevision);
  }

  @Override
  public String scope() {
    return scope;
  }

  public byte @Nullable [] resourceSet() {
    return resourceSet;
  }

  public void setResourceSet(byte[] computed) {
    resourceSet = computed;
  }
}
