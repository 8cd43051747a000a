package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An audit entry's number in the one order of all. */
@Entity
@Table(name = "audit_leaf")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class AuditLeafRow {
  @Id private long seq;
  private String entryId;
  private byte[] leafHash;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuditLeafRow() {}

  public static AuditLeafRow of(long seq, AuditPendingRow entry) {
    AuditLeafRow row = new AuditLeafRow();
    row.seq = seq;
    row.entryId = entry.toId();
    row.leafHash = entry.toLeafHash();
    return row;
  }
}
