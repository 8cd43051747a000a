package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Who does what one alone must do. */
@Entity
@Table(name = "lease")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class LeaseRow {
  @Id private String name;
  private String holder;
  private long expiresAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected LeaseRow() {}

  public static LeaseRow of(String name, String holder, Instant expiresAt) {
    LeaseRow row = new LeaseRow();
    row.name = name;
    row.holder = holder;
    row.expiresAt = expiresAt.toEpochMilli();
    return row;
  }
}
