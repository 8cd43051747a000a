package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cost of a change grows with what there is. The same few are changed again and again, so
 * that they do not become more while everything is compiled.
 */
final class ChangeCost {
  private static final int CHANGED = 100;
  private static final int UNTIL_COMPILED = 3_000;

  private ChangeCost() {}

  static void measure(Trial trial) throws IOException {
    double few = at(trial, trial.scaled(1_000));
    double many = at(trial, trial.scaled(100_000));
    trial.report("G1 growth of a change per tenfold", "at most 1.3", Math.sqrt(many / few));
  }

  private static double at(Trial trial, int keys) throws IOException {
    Trial own = trial.in("change-" + keys);
    try (ClavigerSide side = ClavigerSide.filled(own.home(), keys)) {
      int warming = trial.scaled(UNTIL_COMPILED);
      change(side, 0, warming);
      double median = Numbers.median(change(side, warming, trial.scaled(500)));
      trial.report("G1 a change at " + keys + " resources, ms", "–", median);
      return median;
    }
  }

  private static List<Double> change(ClavigerSide side, int first, int count) {
    List<Double> millis = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      int number = i % CHANGED;
      long begin = System.nanoTime();
      side.write(number, ClavigerSide.document(number, "secret " + i));
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    return millis;
  }
}
