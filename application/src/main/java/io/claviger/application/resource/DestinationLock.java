package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.gate.Permit;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Index;
import io.claviger.domain.json.Pointer.Step;
import io.claviger.domain.plugin.SecretField;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps stored secrets from being sent elsewhere by somebody who may write but never read them: who
 * changes where a secret goes gives the secret again.
 */
final class DestinationLock {
  private DestinationLock() {}

  /**
   * @param kept the fields whose stored secrets were kept, and where these were stored
   */
  static void check(
      List<SecretField> fields,
      Map<Pointer, Pointer> kept,
      JsonObject before,
      JsonObject after,
      Permit permit,
      Arn target) {
    if (kept.isEmpty() || permit.allows(Action.REDIRECT_SECRET, target)) {
      return;
    }
    // Many secrets may go to the same place.
    Set<Move> unchanged = new HashSet<>();
    for (SecretField field : fields) {
      Pointer source = kept.get(field.pointer());
      if (source != null) {
        for (Pointer to : field.destinations()) {
          Move move = new Move(moved(to, field.pointer(), source), to);
          if (unchanged.add(move)) {
            refuseChange(field, move, before, after);
          }
        }
      }
    }
  }

  /** Where a destination stood, and where it stands. */
  private record Move(Pointer from, Pointer to) {}

  private static void refuseChange(
      SecretField field, Move move, JsonObject before, JsonObject after) {
    if (!move.to().in(after).equals(move.from().in(before))) {
      throw invalid(
          "%s: a change here would send the stored secret at %s elsewhere; send the secret again, or"
                  .formatted(move.to().printable(), field.pointer().printable())
              + " have the permission "
              + Action.REDIRECT_SECRET,
          "a stored secret would be sent elsewhere");
    }
  }

  /** Where a destination stood when the secret beside it stood at another array position. */
  private static Pointer moved(Pointer destination, Pointer secret, Pointer source) {
    List<Step> steps = new ArrayList<>(destination.steps());
    for (int i = 0; i < Math.min(steps.size(), secret.steps().size()); i++) {
      if (!destination.steps().get(i).equals(secret.steps().get(i))) {
        break;
      }
      if (steps.get(i) instanceof Index) {
        steps.set(i, source.steps().get(i));
      }
    }
    return new Pointer(steps);
  }
}
