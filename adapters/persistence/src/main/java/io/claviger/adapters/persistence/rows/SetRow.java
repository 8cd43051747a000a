package io.claviger.adapters.persistence.rows;

import jakarta.persistence.MappedSuperclass;

/**
 * A row of a gateway group that is in the group's set: it can neither be missing, nor be there
 * again after it was deleted or replaced. Its table has the column {@code scope}.
 */
@MappedSuperclass
public abstract class SetRow extends GuardedRow {
  /** The primary key, with an equality of its own. */
  public abstract Object key();
}
