package io.claviger.application.gate;

import static io.claviger.domain.shared.RefusedException.denied;

import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.Arn;

/** Holds one execution to its duty to check what it is done to. */
public final class Permit {
  private final Actor actor;
  private final Action action;
  private boolean checked;

  Permit(Actor actor, Action action) {
    this.actor = actor;
    this.action = action;
  }

  /**
   * Refuses unless the actor may do the use case's action to this target, which the refusal does
   * not name: its id came with the request.
   */
  public void require(Arn target) {
    if (!allows(action, target)) {
      throw denied("you may not " + action + " here; ask an administrator for it");
    }
    checked = true;
  }

  /** Whether the actor may also do another action. */
  public boolean allows(Action other, Arn target) {
    return actor.policy().allows(other, target);
  }

  void mustHaveBeenChecked() {
    if (!checked) {
      throw new IllegalStateException(action + " ended without a check of its target");
    }
  }
}
