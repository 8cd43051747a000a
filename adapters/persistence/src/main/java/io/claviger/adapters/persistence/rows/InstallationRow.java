package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The identity of the installation; there is one row at most. */
@Entity
@Table(name = "installation")
public class InstallationRow extends GuardedRow {
  /** The primary key, always this. */
  public static final int ONLY = 1;

  @Id private int onlyRow;
  private String id;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected InstallationRow() {}

  public static InstallationRow of(UUID id) {
    InstallationRow row = new InstallationRow();
    row.onlyRow = ONLY;
    row.id = id.toString();
    return row;
  }

  public UUID toId() {
    return UUID.fromString(id);
  }

  @Override
  public String scope() {
    return "system";
  }

  /** Whether there is one tells a first start; a later start reads it again. */
  @Override
  public boolean leadsToTheKey() {
    return true;
  }
}
