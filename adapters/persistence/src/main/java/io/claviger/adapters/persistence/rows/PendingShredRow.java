package io.claviger.adapters.persistence.rows;

import io.claviger.domain.shared.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A scope that is gone, and whose shred key may not be yet. */
@Entity
@Table(name = "pending_shred")
public class PendingShredRow extends GuardedRow {
  @Id private String goneScope;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected PendingShredRow() {}

  public static PendingShredRow of(Scope scope) {
    PendingShredRow row = new PendingShredRow();
    row.goneScope = scope.value();
    return row;
  }

  public Scope toScope() {
    return new Scope(goneScope);
  }

  @Override
  public String scope() {
    return "system";
  }
}
