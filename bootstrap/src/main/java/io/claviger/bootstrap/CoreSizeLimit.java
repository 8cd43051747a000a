package io.claviger.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of this process's memory the system writes to a disk if it crashes: proc(5). */
final class CoreSizeLimit {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern CORE_SIZE = Pattern.compile("^Max core file size +(unlimited|\\d+)");

  private CoreSizeLimit() {}

  /** In bytes; empty where the system does not tell. */
  static Optional<Double> bytes() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .map(CORE_SIZE::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .map(text -> text.equals("unlimited") ? Double.POSITIVE_INFINITY : Double.valueOf(text))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
