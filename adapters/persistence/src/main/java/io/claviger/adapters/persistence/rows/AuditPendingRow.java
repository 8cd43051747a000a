package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An audit entry that is no leaf yet. */
@Entity
@Table(name = "audit_pending")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class AuditPendingRow {
  @Id private String id;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuditPendingRow() {}

  public static AuditPendingRow of(String entryId) {
    AuditPendingRow row = new AuditPendingRow();
    row.id = entryId;
    return row;
  }
}
