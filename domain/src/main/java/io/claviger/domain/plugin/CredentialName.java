package io.claviger.domain.plugin;

import java.util.regex.Pattern;

/**
 * Names of HTTP headers that hold credentials by custom. Where a plugin writes headers of any name,
 * only these are secrets: the others are to be read.
 */
final class CredentialName {
  private static final Pattern USUAL =
      Pattern.compile(
          "authorization|authentication|cookie|token|secret|passw|credential|signature|session|jwt"
              + "|bearer|(^|[-_])auth$"
              + "|(api|access|auth|functions|master|subscription|private)[-_]?key",
          Pattern.CASE_INSENSITIVE);

  private CredentialName() {}

  static boolean matches(String header) {
    return USUAL.matcher(header).find();
  }

  /** Whether a whole header line, {@code Name: value}, is one of such a name. */
  static boolean startsLine(String line) {
    int colon = line.indexOf(':');
    return colon > 0 && matches(line.substring(0, colon));
  }
}
