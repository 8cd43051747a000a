package io.claviger.adapters.persistence.rows;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyState;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A wire key, but for its bytes. */
@Entity
@Table(name = "wire_key")
public class WireKeyRow extends SetRow {
  /** What a row is found by. */
  @Embeddable
  public record Id(String scope, String keyId) {
    public static Id of(WireKey key) {
      return new Id(key.scope().value(), key.id().value());
    }
  }

  @EmbeddedId private Id id;
  private String state;
  private long createdAt;
  private long since;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected WireKeyRow() {}

  public static WireKeyRow of(WireKey key) {
    WireKeyRow row = new WireKeyRow();
    row.id = Id.of(key);
    row.state = key.state().name().toLowerCase(Locale.ROOT);
    row.createdAt = key.createdAt().toEpochMilli();
    row.since = key.since().toEpochMilli();
    return row;
  }

  public WireKey toKey() {
    return new WireKey(
        new Scope(id.scope()),
        new KeyId(id.keyId()),
        WireKeyState.valueOf(state.toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(since));
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
