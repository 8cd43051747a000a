package io.claviger.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** What a process uses, as Linux tells it (proc(5)). */
record ServerUse(long pid) {
  private static final String RESET_PEAK = "5";
  private static final int FIRST = 3;
  private static final int USER_TIME = 14;
  private static final long TICK_MICROS = 10_000;

  /** Resident memory now, KB. */
  long memory() throws IOException {
    return status("VmRSS:");
  }

  /** The most resident memory since {@link #resetPeak}, KB. */
  long peak() throws IOException {
    return status("VmHWM:");
  }

  void resetPeak() throws IOException {
    Files.writeString(file("clear_refs"), RESET_PEAK);
  }

  /** Processor time so far, user and system, µs in steps of 10 ms. */
  long cpuMicros() throws IOException {
    String stat = Files.readString(file("stat"));
    // The second field is a name in parentheses; user and system time are the 14th and 15th.
    StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 2));
    for (int i = FIRST; i < USER_TIME; i++) {
      fields.nextToken();
    }
    return TICK_MICROS * (Long.parseLong(fields.nextToken()) + Long.parseLong(fields.nextToken()));
  }

  private long status(String name) throws IOException {
    return Files.readAllLines(file("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private Path file(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
