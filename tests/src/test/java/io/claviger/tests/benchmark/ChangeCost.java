package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the cost of a change grows with what there is. */
final class ChangeCost {
  private ChangeCost() {}

  static void measure(Trial trial) throws IOException {
    double few = at(trial, trial.scaled(1_000));
    double many = at(trial, trial.scaled(100_000));
    trial.report("G1 growth of a change per tenfold", "at most 1.3", Math.sqrt(many / few));
  }

  private static double at(Trial trial, int keys) throws IOException {
    Trial own = trial.in("change-" + keys);
    try (Side side = own.open(keys);
        Side.Writer writer = side.writer()) {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < trial.scaled(300); i++) {
        long begin = System.nanoTime();
        writer.put(i);
        times.add((System.nanoTime() - begin) / 1e6);
      }
      double median = Numbers.median(times.subList(times.size() / 3, times.size()));
      trial.report("G1 a change at " + keys + " resources, ms", "–", median);
      return median;
    }
  }
}
