package io.claviger.application.gate;

import io.claviger.domain.access.Action;

/**
 * One thing that can be done. It runs only through the {@link Gate}.
 *
 * @param <C> the command
 * @param <P> what {@link #prepare} hands to {@link #execute}
 * @param <R> the result
 */
public interface UseCase<C extends Command, P, R> {
  Action action(C command);

  /** Slow work and work outside: no transaction is open and nothing is written. */
  P prepare(C command);

  /**
   * Inside the transaction: lock the group's row, load the target, have the permit check it,
   * change. Whatever it throws, nothing of it remains.
   */
  Done<R> execute(C command, P prepared, Permit permit);

  /**
   * After a refusal, in the transaction of its audit entry: what of that which the command names is
   * there. Nothing else of the command may be in it.
   */
  default Target target(C command) {
    return Target.NONE;
  }

  /**
   * After a failure that came once {@link #prepare} had returned; it must not fail. What was
   * prepared and is secret is wiped here.
   *
   * @param certain false where the database went away during the commit, which may have happened
   */
  default void notCommitted(P prepared, boolean certain) {}

  /** After the commit; it must not fail the operation, which has happened. */
  default void committed(R result) {}
}
