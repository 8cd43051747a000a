package io.claviger.tests.benchmark;

import java.io.IOException;

/** What connected data planes that follow everything take of memory. */
final class ConnectionMemory {
  private ConnectionMemory() {}

  static void measure(Trial trial) throws IOException {
    int count = trial.scaled(1_000);
    try (Side side = trial.open(0)) {
      ServerUse use = new ServerUse(side.pid());
      try (Watchers few = Watchers.open(side, trial.scaled(50), 0, 1)) {
        few.write(side, 1);
      }
      long before = use.memory();
      try (Watchers watchers = Watchers.open(side, count, 1, 1)) {
        watchers.write(side, 1);
        trial.report(
            "P9 memory per data plane of " + count + ", KB",
            "at most 48 KB",
            (use.memory() - before) / (double) count);
      }
    }
  }
}
