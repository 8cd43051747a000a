package io.claviger.adapters.rest.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.application.gate.Caller;
import io.claviger.application.seal.Rekey;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Shamir;
import jakarta.json.JsonObject;

/** Who is to have the custody of the root key. */
final class RekeyJson {
  private RekeyJson() {}

  /** The caller closes it. */
  static Rekey.To read(Caller caller, JsonObject object) {
    Fields fields =
        Fields.of(
            object, "type", "shares", "threshold", "new_shares", "current_shares", "compromised");
    boolean compromised = fields.flag("compromised");
    Rekey.Next next = next(fields);
    try {
      return new Rekey.To(
          caller, fields.secrets("current_shares", Shamir.MAX_SHARES), next, compromised);
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
  }

  private static Rekey.Next next(Fields fields) {
    return switch (fields.text("type")) {
      case Custody.KeyFile.TYPE -> new Rekey.Next.InFile();
      case Custody.Shares.TYPE ->
          new Rekey.Next.Split(
              fields.integer("shares"),
              fields.integer("threshold"),
              fields.secrets("new_shares", Shamir.MAX_SHARES));
      default -> throw invalid("type: file or shamir");
    };
  }
}
