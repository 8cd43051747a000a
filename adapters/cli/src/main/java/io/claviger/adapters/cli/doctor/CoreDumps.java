package io.claviger.adapters.cli.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a crash of the control plane writes its memory to a disk.
 *
 * @param told its metrics
 */
record CoreDumps(Machine machine, Optional<String> told) {
  private static final String SUBJECT = "core dumps";
  private static final Pattern LIMIT =
      Pattern.compile("(?m)^claviger_core_size_limit_bytes (\\S+)$");

  Finding look() {
    Optional<String> limit =
        told.map(LIMIT::matcher).filter(Matcher::find).map(matcher -> matcher.group(1));
    if (limit.isEmpty()) {
      return Finding.warning(
          SUBJECT, "no control plane tells its limit; bootstrap/run starts one with a limit of 0");
    }
    if (!limit.get().equals("0.0")) {
      return Finding.failed(
          SUBJECT,
          "the limit of the control plane is not 0: start it by bootstrap/run, or after ulimit -c"
              + " 0");
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
