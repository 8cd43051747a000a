package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import java.util.regex.Pattern;

/**
 * Names of members as messages may show them: short, and of characters that need no quoting. A
 * member's name is sent by the caller, and may be anything.
 */
final class Printable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final String HIDDEN = "?";

  private Printable() {}

  static String name(String name) {
    return NAME.matcher(name).matches() ? name : HIDDEN;
  }

  /** The pointer's text, with a question mark for each name that is not shown. */
  static String pointer(Pointer pointer) {
    StringBuilder text = new StringBuilder();
    pointer
        .steps()
        .forEach(
            step ->
                text.append('/')
                    .append(TOKEN.matcher(step.token()).matches() ? step.token() : HIDDEN));
    return text.toString();
  }
}
