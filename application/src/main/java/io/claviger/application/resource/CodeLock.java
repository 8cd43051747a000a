package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.denied;

import io.claviger.application.gate.Permit;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.json.Pointer;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Keeps code out of the gateways by somebody who may only configure them: it could read every
 * secret that they have. What is stored already may stay, and who may write may take it away.
 */
final class CodeLock {
  private CodeLock() {}

  /**
   * @param before empty if nothing is stored
   */
  static void check(
      List<Pointer> code, JsonObject before, JsonObject after, Permit permit, Arn target) {
    if (code.isEmpty() || permit.allows(Action.RUN_CODE, target)) {
      return;
    }
    for (Pointer field : code) {
      if (!field.in(after).equals(field.in(before))) {
        throw denied(
            "%s: a gateway runs this as code; who sets or changes it needs the permission %s"
                .formatted(field.printable(), Action.RUN_CODE));
      }
    }
  }
}
