package io.claviger.adapters.persistence.rows;

import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/**
 * A row that decides access or what a gateway does. It carries a MAC over its table and all of its
 * columns but those that are {@link Unguarded}.
 */
@MappedSuperclass
public abstract class GuardedRow {
  private byte @Nullable [] mac;

  /** As it was read, or as it was stamped last; null if neither. */
  public final byte @Nullable [] mac() {
    return mac;
  }

  public final void stamp(byte @Nullable [] computed) {
    mac = computed;
  }

  /** The scope that the row says it belongs to; {@code system} where it is of no gateway group. */
  public abstract String scope();

  /** Whether it must be read to get at the key of the MACs, and something else authenticates it. */
  public boolean leadsToTheKey() {
    return false;
  }
}
