package io.claviger.application.gate;

import io.claviger.domain.access.Actor;
import io.claviger.domain.audit.AuditEntry.Outcome;
import io.claviger.domain.shared.Scope;
import java.util.Optional;

/**
 * What a use case did, for its caller and for the audit log.
 *
 * @param group the gateway group's id, or empty text
 * @param resource such as {@code routes/1}, or empty text
 * @param body what was asked for, masked, or empty text
 * @param changed the group whose data planes must hear of it
 * @param actor who the caller turned out to be, where only this showed it
 */
public record Done<R>(
    R result,
    Outcome outcome,
    int status,
    String group,
    String resource,
    String body,
    Optional<Scope> changed,
    Optional<Actor> actor) {

  public static <R> Done<R> of(R result, int status) {
    return new Done<>(result, Outcome.DONE, status, "", "", "", Optional.empty(), Optional.empty());
  }

  /** Asked for, and all was so already. */
  public static <R> Done<R> unchanged(R result) {
    return new Done<>(
        result, Outcome.UNCHANGED, 200, "", "", "", Optional.empty(), Optional.empty());
  }

  public Done<R> in(String groupId) {
    return new Done<>(result, outcome, status, groupId, resource, body, changed, actor);
  }

  public Done<R> on(String target) {
    return new Done<>(result, outcome, status, group, target, body, changed, actor);
  }

  public Done<R> with(String maskedBody) {
    return new Done<>(result, outcome, status, group, resource, maskedBody, changed, actor);
  }

  public Done<R> changing(Scope scope) {
    return new Done<>(result, outcome, status, group, resource, body, Optional.of(scope), actor);
  }

  /** For the audit entry, in place of the caller that nobody knew yet. */
  public Done<R> by(Actor known) {
    return new Done<>(result, outcome, status, group, resource, body, changed, Optional.of(known));
  }
}
