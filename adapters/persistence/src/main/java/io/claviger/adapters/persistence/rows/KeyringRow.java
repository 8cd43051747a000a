package io.claviger.adapters.persistence.rows;

import io.claviger.domain.shared.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The version of a scope's keyring. */
@Entity
@Table(name = "keyring")
public class KeyringRow extends SetRow {
  @Id private String scope;
  private long version;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected KeyringRow() {}

  public static KeyringRow first(Scope scope) {
    KeyringRow row = new KeyringRow();
    row.scope = scope.value();
    row.version = 1;
    return row;
  }

  /** One more change. */
  public void countUp() {
    version++;
  }

  public long toVersion() {
    return version;
  }

  @Override
  public String scope() {
    return scope;
  }

  @Override
  public Object key() {
    return scope;
  }

  /** The root key authenticates the system's keys: it has wrapped them for their place. */
  @Override
  public boolean leadsToTheKey() {
    return scope().equals("system");
  }
}
