package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.List;

/**
 * How long a change takes to each data plane (P1, P2), and what an event costs (P3). First of a
 * process that has just started, then of one that has run for a while.
 */
final class EventDelivery {
  /** After data planes have connected. */
  private static final int UNTIL_SETTLED = 20;

  private final Trial trial;
  private final Side side;
  private final int changes;
  private int next;

  private EventDelivery(Trial trial, Side side) {
    this.trial = trial;
    this.side = side;
    this.changes = trial.scaled(200);
  }

  static void measure(Trial trial) throws IOException {
    try (Side side = trial.open(0)) {
      EventDelivery delivery = new EventDelivery(trial, side);
      delivery.startCold();
      delivery.to(1, "P1", "≤ 1.5");
      delivery.to(trial.scaled(100), "P2", "≤ 0.5");
      delivery.to(trial.scaled(1_000), "P2", "≤ 0.25");
    }
  }

  /** Measures the first changes, and goes on until everything is compiled. */
  private void startCold() throws IOException {
    try (Watchers watchers = Watchers.open(side, 1, next, changes)) {
      watchers.write(side, changes);
      trial.report(
          "P1 cold: the first " + changes + " changes after a start, p99 ms",
          "–",
          Numbers.quantile(watchers.latencies(0), 0.99));
      next += changes;
      int warming = trial.scaled(Load.UNTIL_COMPILED);
      Load.write(side, next, warming);
      next += warming;
    }
  }

  private void to(int count, String metric, String goal) throws IOException {
    ServerUse use = new ServerUse(side.pid());
    try (Watchers watchers = Watchers.open(side, count, next, UNTIL_SETTLED + changes)) {
      watchers.write(side, UNTIL_SETTLED);
      long before = use.cpuMicros();
      watchers.write(side, changes);
      long spent = use.cpuMicros() - before;
      List<Double> latencies = watchers.latencies(UNTIL_SETTLED);
      String name = metric + " write to event at " + count + " data planes, ";
      trial.report(name + "p50 ms", "–", Numbers.median(latencies));
      trial.report(name + "p99 ms", goal, Numbers.quantile(latencies, 0.99));
      if (count == trial.scaled(1_000)) {
        trial.report(
            "P3 server CPU per event of " + count + " data planes, µs",
            "≤ 0.15",
            spent / ((double) count * changes));
      }
    }
    next += UNTIL_SETTLED + changes;
  }
}
