package io.claviger.adapters.rest.edge;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A stack trace without the messages of its exceptions: parsers and drivers write what they were
 * given into theirs, and that may be a secret.
 */
final class BareTrace {
  private static final int MAX_CAUSES = 8;

  private BareTrace() {}

  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable current = thrown;
    for (int i = 0; i < MAX_CAUSES && current != null; i++) {
      text.append(i == 0 ? "" : "\ncaused by ").append(current.getClass().getName()).append('\n');
      text.append(
          Arrays.stream(current.getStackTrace())
              .map(frame -> "\tat " + frame)
              .collect(Collectors.joining("\n")));
      current = current.getCause();
    }
    return text.toString();
  }
}
