package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * An audit entry that is no leaf yet. Its hash was made with it, so that what is changed in the
 * entry before it is a leaf shows as well as what is changed afterwards.
 */
@Entity
@Table(name = "audit_pending")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class AuditPendingRow {
  @Id private String id;
  private byte[] leafHash;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuditPendingRow() {}

  public static AuditPendingRow of(AuditEntryRow entry) {
    AuditPendingRow row = new AuditPendingRow();
    row.id = entry.toId();
    row.leafHash = entry.toLeafHash();
    return row;
  }

  public String toId() {
    return id;
  }

  byte[] toLeafHash() {
    return leafHash;
  }
}
