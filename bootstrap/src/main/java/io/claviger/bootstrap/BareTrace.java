package io.claviger.bootstrap;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A stack trace without the messages of its exceptions: parsers, drivers and TLS write what they
 * were given into theirs, and that may be a secret. It has a bounded length.
 */
final class BareTrace {
  private static final int MAX_CAUSES = 8;
  private static final int MAX_FRAMES = 60;

  private BareTrace() {}

  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable current = thrown;
    for (int i = 0; i < MAX_CAUSES && current != null; i++) {
      text.append(i == 0 ? "" : "caused by ").append(current.getClass().getName()).append('\n');
      text.append(
          Arrays.stream(current.getStackTrace())
              .limit(MAX_FRAMES)
              .map(frame -> "\tat " + frame + "\n")
              .collect(Collectors.joining()));
      current = current.getCause();
    }
    return text.toString();
  }
}
