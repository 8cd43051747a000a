package io.claviger.tests.benchmark;

import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;

/** From the command to readiness, with so much to read. */
final class StartTime {
  private StartTime() {}

  static void measure(Trial trial) throws IOException {
    at(trial, trial.scaled(1_000), "at most 5 s");
    at(trial, trial.scaled(50_000), "at most 15 s");
  }

  private static void at(Trial trial, int keys, String goal) throws IOException {
    Trial own = trial.in("start-" + keys);
    ClavigerSide.fill(own.home(), keys);
    long begin = System.nanoTime();
    try (ClavigerProcess started = ClavigerSide.installed(own.home()).start()) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      trial.report("S1 start to ready at " + keys + " resources, s", goal, seconds);
    }
  }
}
