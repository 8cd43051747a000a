package io.claviger.adapters.cli.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a crash writes the memory of a process that is started as this one was to a disk. */
record CoreDumps(Machine machine) {
  private static final String SUBJECT = "core dumps";
  private static final Pattern SOFT_LIMIT = Pattern.compile("Max core file size +(\\S+)");

  Finding look() {
    Optional<String> limit =
        machine
            .text("/proc/self/limits")
            .map(SOFT_LIMIT::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1));
    if (limit.isEmpty()) {
      return Finding.warning(SUBJECT, "this system does not tell; see that ulimit -c is 0");
    }
    if (!limit.get().equals("0")) {
      return Finding.failed(
          SUBJECT,
          "the limit is " + limit.get() + ": start the program by bootstrap/run, or ulimit -c 0");
    }
    // A program that takes them over a pipe is started whatever the limit: core(5).
    return machine
        .text("/proc/sys/kernel/core_pattern")
        .filter(pattern -> pattern.startsWith("|"))
        .map(pattern -> pattern.substring(1).strip().split(" ", 2)[0])
        .map(
            program ->
                Finding.warning(
                    SUBJECT,
                    "the limit is 0, but the kernel hands them to "
                        + program
                        + " all the same: see that it keeps none (coredump.conf: Storage=none),"
                        + " or set kernel.core_pattern=core"))
        .orElse(Finding.ok(SUBJECT, "the limit is 0"));
  }
}
