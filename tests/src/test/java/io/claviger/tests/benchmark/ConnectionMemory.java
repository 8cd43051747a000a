package io.claviger.tests.benchmark;

import java.io.IOException;

/** What connected data planes that follow everything take of memory. */
final class ConnectionMemory {
  private ConnectionMemory() {}

  static void measure(Trial trial) throws IOException {
    int few = trial.scaled(1_000);
    int many = trial.scaled(10_000);
    try (Side side = trial.open(0)) {
      ServerUse use = new ServerUse(side.pid());
      try (Watchers first = Watchers.open(side, trial.scaled(50), 0, 1)) {
        first.write(side, 1);
      }
      long before = use.memory();
      try (Watchers watchers = Watchers.open(side, few, 1, 1)) {
        watchers.write(side, 1);
        long withFew = use.memory();
        double each = (withFew - before) / (double) few;
        trial.report("P9 memory per data plane of " + few + ", KB", "at most 48 KB", each);
        // etcd gets slow long before so many.
        if (trial.contender() == Contender.CLAVIGER) {
          try (Watchers more = Watchers.open(side, many - few, 2, 1)) {
            more.write(side, 1);
            String name = "P9 memory per further data plane up to " + many + ", KB";
            String goal = "at most 48 KB, ≤ 1.1 of " + few;
            trial.report(name, goal, (use.memory() - withFew) / (double) (many - few));
            trial.compare(name, goal, "of " + few, each);
          }
        }
      }
    }
  }
}
