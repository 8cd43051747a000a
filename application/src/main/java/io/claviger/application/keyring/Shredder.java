package io.claviger.application.keyring;

import io.claviger.application.port.PendingShreds;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.Scope;

/**
 * Destroys the shred keys of scopes that are gone, without which their backups do not open.
 *
 * <p>Guarantees: what {@link #schedule} wrote down in a transaction that was committed is destroyed
 * by a {@link #run}, however often the program crashes before; a key whose transaction was rolled
 * back stays. Several processes may run at once.
 */
public final class Shredder {
  private final UnitOfWork unitOfWork;
  private final PendingShreds pending;
  private final KeyringStore keyrings;

  public Shredder(UnitOfWork unitOfWork, PendingShreds pending, KeyringStore keyrings) {
    this.unitOfWork = unitOfWork;
    this.pending = pending;
    this.keyrings = keyrings;
  }

  /** In the transaction that removes the scope. */
  public void schedule(Scope scope) {
    pending.add(scope);
  }

  /** Destroys what is due; called after a removal, at the start, and every few seconds. */
  public synchronized void run() {
    for (Scope scope : unitOfWork.inTransaction(pending::all)) {
      keyrings.shred(scope);
      unitOfWork.inTransaction(
          () -> {
            pending.remove(scope);
            return scope;
          });
    }
  }
}
