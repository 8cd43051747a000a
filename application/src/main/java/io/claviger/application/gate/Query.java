package io.claviger.application.gate;

import io.claviger.domain.access.Action;

/** One thing that can be read and that shows no secret; what shows one is a {@link UseCase}. */
public interface Query<C extends Command, R> {
  Action action(C command);

  /** Inside a transaction: load, have the permit check it, return it. */
  R execute(C command, Permit permit);
}
