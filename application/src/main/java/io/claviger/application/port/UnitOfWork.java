package io.claviger.application.port;

import java.util.function.Supplier;

/**
 * A database transaction. Every repository port works inside the one that is open on the calling
 * thread, and fails without one.
 *
 * <p>Guarantees: when {@link #inTransaction} returns, everything is committed and survives a crash;
 * when it throws, nothing is, but for a {@code RefusedException} with {@code Uncertain}: the
 * database went away during the commit. Transactions do not nest. A database that cannot be reached
 * is one with {@code Unavailable}; a lost race is one with {@code Conflict}.
 */
public interface UnitOfWork {
  <T> T inTransaction(Supplier<T> work);

  /**
   * As {@link #inTransaction}, for work that only reads and holds no row: it may be spared the
   * beginning and the end of a transaction.
   *
   * @throws IllegalStateException if it wants to write
   */
  default <T> T reading(Supplier<T> work) {
    return inTransaction(work);
  }
}
