package io.claviger.tests.benchmark;

import java.util.Collection;
import java.util.List;

/** Order statistics. */
final class Numbers {
  private Numbers() {}

  static double median(Collection<Double> values) {
    return quantile(values, 0.5);
  }

  /** NaN if there are none. */
  static double quantile(Collection<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
