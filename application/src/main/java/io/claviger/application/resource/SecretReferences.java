package io.claviger.application.resource;

import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.util.Locale;

/**
 * References to secrets that a gateway resolves itself, {@code $secret://…} and {@code $env://…}.
 * In the credentials of consumers and in SSL resources a gateway fails closed where one does not
 * resolve. Anywhere else it would use the reference's own text as the secret, so there they are
 * refused.
 */
final class SecretReferences {
  private SecretReferences() {}

  static boolean isReference(String text) {
    String start = text.substring(0, Math.min(10, text.length())).toLowerCase(Locale.ROOT);
    return start.startsWith("$secret://") || start.startsWith("$env://");
  }

  static void check(ResourceKind kind, JsonObject document) {
    if (kind != ResourceKind.CONSUMER && kind != ResourceKind.SSL) {
      JsonStrings.visit(document, SecretReferences::refuse);
    }
  }

  private static void refuse(Pointer pointer, String text) {
    if (isReference(text)) {
      throw RefusedException.invalid(
          pointer
              + ": a gateway uses a reference that does not resolve as the value itself here;"
              + " references are accepted in consumers and ssls only");
    }
  }
}
