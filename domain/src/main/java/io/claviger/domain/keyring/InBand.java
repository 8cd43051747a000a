package io.claviger.domain.keyring;

import static io.claviger.domain.shared.RefusedException.invalid;

/** The texts that stand for secrets, markers and sealed values: only this program writes them. */
public final class InBand {
  private InBand() {}

  /** Whether a text claims to be one; it may still be a malformed one. */
  public static boolean looksLike(String text) {
    return Marker.looksLike(text) || SealedValue.looksLike(text);
  }

  /** Refuses one in a field where no secret can be. */
  public static void refuse(String field, String text) {
    if (looksLike(text)) {
      throw invalid(field + ": starts as a marker or a ciphertext does; use another text");
    }
  }
}
