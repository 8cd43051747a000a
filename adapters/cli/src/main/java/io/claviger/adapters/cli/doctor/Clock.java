package io.claviger.adapters.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether somebody keeps the clock, by what such services leave in {@code /run}; how exact it is,
 * is not measured.
 */
record Clock(Machine machine) {
  private static final String SUBJECT = "clock";

  /** The header that tells the time has whole seconds, and the answer takes its time. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final Map<String, String> KEEPERS =
      new TreeMap<>(
          Map.of(
              "/run/systemd/timesync/synchronized", "systemd-timesyncd, and is synchronized",
              "/run/chrony/chronyd.pid", "chronyd",
              "/run/chronyd.pid", "chronyd",
              "/run/ntpd.pid", "ntpd",
              "/run/openntpd.pid", "openntpd"));

  Finding look() {
    return KEEPERS.entrySet().stream()
        .filter(keeper -> machine.has(keeper.getKey()))
        .findFirst()
        .map(keeper -> Finding.ok(SUBJECT, "kept by " + keeper.getValue()))
        .orElse(
            Finding.warning(
                SUBJECT,
                "nothing here keeps it, unless the host does: see timedatectl or chronyc"
                    + " tracking"));
  }

  /**
   * @param there what the control plane's clock said
   */
  static Optional<Finding> compare(Optional<Instant> there, Instant here) {
    return there.map(
        time -> {
          Duration apart = Duration.between(time, here).abs();
          return apart.compareTo(TOLERANCE) > 0
              ? Finding.failed(
                  SUBJECT,
                  "the control plane's is "
                      + apart.toSeconds()
                      + " s away from this machine's: synchronize both, certificates and tokens"
                      + " expire by it")
              : Finding.ok(SUBJECT, "the control plane's agrees with this machine's");
        });
  }
}
