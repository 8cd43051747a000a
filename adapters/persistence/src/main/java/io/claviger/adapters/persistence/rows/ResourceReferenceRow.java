package io.claviger.adapters.persistence.rows;

import io.claviger.domain.resource.ResourceKey;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** That a resource names another one of the same group. */
@Entity
@Table(name = "resource_reference")
public class ResourceReferenceRow extends SetRow {
  @Embeddable
  record Id(String scope, String fromKind, String fromId, String toKind, String toId) {}

  @EmbeddedId private Id id;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ResourceReferenceRow() {}

  public static ResourceReferenceRow of(ResourceKey from, ResourceKey to) {
    ResourceReferenceRow row = new ResourceReferenceRow();
    row.id =
        new Id(
            from.scope().value(),
            from.kind().path(),
            from.id().value(),
            to.kind().path(),
            to.id().value());
    return row;
  }

  public ResourceKey toReferrer() {
    return new StoredKey(id.scope(), id.fromKind(), id.fromId()).toResourceKey();
  }

  @Override
  public String scope() {
    return id.scope();
  }

  @Override
  public Object key() {
    return id;
  }
}
