package io.claviger.adapters.persistence.rows;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A wrapped data key. */
@Entity
@Table(name = "keyring_key")
public class KeyringKeyRow extends SetRow {
  @Embeddable
  record Id(String scope, String keyId) {}

  @EmbeddedId private Id id;
  private String state;
  private byte[] wrapped;
  private long createdAt;

  /** The database counts it up: a later key has a higher one. */
  @Unguarded(Unguarded.COUNTED)
  @Column(insertable = false, updatable = false)
  private long ordinal;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected KeyringKeyRow() {}

  public static KeyringKeyRow of(WrappedKey key) {
    KeyringKeyRow row = new KeyringKeyRow();
    row.id = new Id(key.scope().value(), key.id().value());
    row.state = key.state().name().toLowerCase(Locale.ROOT);
    row.wrapped = key.wrapped();
    row.createdAt = key.createdAt().toEpochMilli();
    return row;
  }

  public WrappedKey toKey() {
    return new WrappedKey(
        new Scope(id.scope()),
        new KeyId(id.keyId()),
        KeyState.valueOf(state.toUpperCase(Locale.ROOT)),
        wrapped,
        Instant.ofEpochMilli(createdAt));
  }

  @Override
  public String scope() {
    return id.scope();
  }

  @Override
  public Object key() {
    return id;
  }

  /** The root key authenticates the system's keys: it has wrapped them for their place. */
  @Override
  public boolean leadsToTheKey() {
    return scope().equals("system");
  }
}
