package io.claviger.application.keyring;

import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.PendingShreds;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.Scope;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final GatewayGroups groups;
  private final KeyringStore keyrings;
  private Set<Scope> living = Set.of();

  public Shredder(
      UnitOfWork unitOfWork, PendingShreds pending, GatewayGroups groups, KeyringStore keyrings) {
    this.unitOfWork = unitOfWork;
    this.pending = pending;
    this.groups = groups;
    this.keyrings = keyrings;
  }

  /** In the transaction that removes the scope. */
  public void schedule(Scope scope) {
    pending.add(scope);
  }

  /** Destroys what is due; called after a removal, at the start, and every few seconds. */
  public synchronized void run() {
    forgetWhatIsGone();
    for (Scope scope : unitOfWork.inTransaction(pending::all)) {
      keyrings.shred(scope);
      unitOfWork.inTransaction(
          () -> {
            pending.remove(scope);
            return scope;
          });
    }
  }

  /** Another process may have removed them; a scope that is being made has not lived before. */
  private void forgetWhatIsGone() {
    Set<Scope> now =
        unitOfWork.inTransaction(groups::heads).stream()
            .map(GatewayGroups.Head::scope)
            .collect(Collectors.toUnmodifiableSet());
    Set<Scope> gone = new HashSet<>(living);
    gone.removeAll(now);
    gone.forEach(keyrings::forget);
    living = now;
  }
}
