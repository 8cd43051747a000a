package io.claviger.adapters.persistence.rows;

import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data plane that a certificate was issued to; the last four are null until it was seen. */
@Entity
@Table(name = "gateway_instance")
public class GatewayInstanceRow extends SetRow {
  private static final String PRESENCE =
      "every connection of a data plane updates it; it shows when one was last seen, and so whom a"
          + " rotation of the wire keyring waits for, and a revision that is not read yet has the"
          + " database asked for news before a range is answered";

  @Id private String id;
  private String scope;
  private String name;
  private String serial;
  private String keyHash;
  private long issuedAt;
  private long expiresAt;
  private @Nullable Long revokedAt;
  private @Nullable String wireKey;

  @Unguarded(PRESENCE)
  private @Nullable String lastAddress;

  @Unguarded(PRESENCE)
  private @Nullable Long lastSince;

  @Unguarded(PRESENCE)
  private @Nullable Long lastAt;

  @Unguarded(PRESENCE)
  private @Nullable Long lastRevision;

  /** The database counts it up: a later instance has a higher one. */
  @Unguarded(Unguarded.COUNTED)
  @Column(insertable = false, updatable = false)
  private long ordinal;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected GatewayInstanceRow() {}

  public static GatewayInstanceRow of(GatewayInstance instance) {
    GatewayInstanceRow row = new GatewayInstanceRow();
    row.id = instance.id().toString();
    row.scope = instance.scope().value();
    row.name = instance.name();
    row.serial = instance.serial();
    row.keyHash = instance.keyHash();
    row.issuedAt = instance.issuedAt().toEpochMilli();
    row.expiresAt = instance.expiresAt().toEpochMilli();
    row.revokedAt = instance.revokedAt().map(Instant::toEpochMilli).orElse(null);
    row.wireKey = instance.wireKey().map(KeyId::value).orElse(null);
    instance.lastSeen().ifPresent(row::setLastSeen);
    return row;
  }

  private void setLastSeen(Sighting sighting) {
    lastAddress = sighting.address();
    lastSince = sighting.since().toEpochMilli();
    lastAt = sighting.at().toEpochMilli();
    lastRevision = sighting.delivered().value();
  }

  public void revoke(Instant now) {
    if (revokedAt == null) {
      revokedAt = now.toEpochMilli();
    }
  }

  /**
   * @return whether that is news
   */
  public boolean gave(KeyId newest) {
    boolean news = !newest.value().equals(wireKey);
    wireKey = newest.value();
    return news;
  }

  public GatewayInstance toInstance() {
    return new GatewayInstance(
        instanceId(),
        new Scope(scope),
        name,
        serial,
        keyHash,
        Instant.ofEpochMilli(issuedAt),
        Instant.ofEpochMilli(expiresAt),
        Optional.ofNullable(revokedAt).map(Instant::ofEpochMilli),
        Optional.ofNullable(wireKey).map(KeyId::new),
        lastSeen());
  }

  public InstanceId instanceId() {
    return InstanceId.parse(id);
  }

  /** Nothing guards it, so what no program wrote is as if there were none. */
  private Optional<Sighting> lastSeen() {
    if (lastAddress == null
        || lastSince == null
        || lastAt == null
        || lastRevision == null
        || !Revision.inRange(lastRevision)) {
      return Optional.empty();
    }
    return Optional.of(
        new Sighting(
            lastAddress,
            Instant.ofEpochMilli(lastSince),
            Instant.ofEpochMilli(lastAt),
            new Revision(lastRevision)));
  }

  @Override
  public String scope() {
    return scope;
  }

  @Override
  public Object key() {
    return id;
  }
}
