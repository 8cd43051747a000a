package io.claviger.application.gate;

import static io.claviger.domain.shared.RefusedException.denied;
import static io.claviger.domain.shared.RefusedException.unauthenticated;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * The only way to a use case: prepare, then one transaction that holds the change and its audit
 * entry, then the feeds wake.
 *
 * <p>Guarantees: no change without its entry and no entry of a change without the change; nothing
 * is done that no policy allows; a use case that forgot to check its target is rolled back.
 */
public final class Gate {
  private static final Logger LOG = System.getLogger(Gate.class.getName());

  private final UnitOfWork unitOfWork;
  private final AuditTrail trail;
  private final Consumer<Scope> committed;

  /**
   * @param committed is told of every group with a committed change; it must not throw
   */
  public Gate(UnitOfWork unitOfWork, AuditTrail trail, Consumer<Scope> committed) {
    this.unitOfWork = unitOfWork;
    this.trail = trail;
    this.committed = committed;
  }

  public <C extends Command, P, R> R run(UseCase<C, P, R> useCase, C command) {
    Action action = useCase.action(command);
    Done<R> done = attempt(useCase, command, action);
    afterCommit(action, () -> useCase.committed(done.result()));
    done.changed().ifPresent(scope -> afterCommit(action, () -> committed.accept(scope)));
    return done.result();
  }

  private <C extends Command, P, R> Done<R> attempt(
      UseCase<C, P, R> useCase, C command, Action action) {
    try {
      admit(command.caller().actor(), action);
      P prepared = useCase.prepare(command);
      return changed(useCase, command, prepared, action);
    } catch (RefusedException refused) {
      trail.refused(command.caller(), action, refused.refusal(), () -> useCase.target(command));
      throw refused;
    }
  }

  private <C extends Command, P, R> Done<R> changed(
      UseCase<C, P, R> useCase, C command, P prepared, Action action) {
    try {
      return unitOfWork.inTransaction(() -> change(useCase, command, prepared, action));
    } catch (Throwable e) {
      useCase.notCommitted(prepared, !isUncertain(e));
      throw e;
    }
  }

  private static boolean isUncertain(Throwable e) {
    return e instanceof RefusedException refused && refused.refusal() instanceof Refusal.Uncertain;
  }

  /** What is committed is done, and is not answered as if it were not. */
  private static void afterCommit(Action action, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, action + " was committed, but what follows it failed", e);
    }
  }

  public <C extends Command, R> R read(Query<C, R> query, C command) {
    Action action = query.action(command);
    try {
      admit(command.caller().actor(), action);
      return unitOfWork.inTransaction(
          () -> {
            Permit permit = new Permit(command.caller().actor(), action);
            R result = query.execute(command, permit);
            permit.mustHaveBeenChecked();
            return result;
          });
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.Uncertain) {
        throw unavailable("the database went away: retry when it is back");
      }
      trail.refusedRead(command.caller(), action, refused.refusal());
      throw refused;
    }
  }

  private <C extends Command, P, R> Done<R> change(
      UseCase<C, P, R> useCase, C command, P prepared, Action action) {
    Permit permit = new Permit(command.caller().actor(), action);
    Done<R> done = useCase.execute(command, prepared, permit);
    permit.mustHaveBeenChecked();
    trail.done(command.caller(), action, done);
    return done;
  }

  /** Turns away who may do this to nothing at all, before anything is computed for them. */
  private static void admit(Actor actor, Action action) {
    if (!actor.policy().mayAllow(action)) {
      throw actor instanceof Actor.Unknown
          ? unauthenticated("log in, or send a token in the header X-API-KEY")
          : denied("you may not " + action + "; ask an administrator for it");
    }
  }
}
