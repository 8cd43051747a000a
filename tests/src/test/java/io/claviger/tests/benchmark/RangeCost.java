package io.claviger.tests.benchmark;

import io.claviger.tests.benchmark.RangeReader.Took;
import java.io.IOException;

/** What it takes to read everything: of memory (P6), and of the reader's time (P5). */
final class RangeCost {
  private static final int READS = 5;
  private static final int READERS = 8;

  private RangeCost() {}

  static void measure(Trial trial) throws IOException {
    int keys = trial.scaled(50_000);
    try (Side side = trial.open(keys)) {
      RangeReader reader = new RangeReader(side.endpoint());
      ServerUse use = new ServerUse(side.pid());
      // Both kinds from what it had before anything was read: a heap that has grown stays so.
      long before = use.memory();
      use.resetPeak();
      reader.read();
      double one = (use.peak() - before) / 1024.0;
      trial.report("P6 memory for a range of " + keys + " keys, MB", "≤ 0.5", one);
      for (int i = 0; i < READS; i++) {
        Took took = reader.read();
        trial.report("P5 range of " + keys + " keys, ms", "≤ 0.35", took.all());
        trial.report("P5 its first byte, ms", "≤ 0.1", took.firstByte());
      }
      eight(trial, use, before, one, reader);
    }
  }

  private static void eight(Trial trial, ServerUse use, long before, double one, RangeReader reader)
      throws IOException {
    if (trial.contender() == Contender.CLAVIGER) {
      String same = "P6 the same for " + READERS + " readers at once, MB";
      use.resetPeak();
      Together.run(READERS, reader::read);
      trial.report(same, "≤ 1.3 of one reader", (use.peak() - before) / 1024.0);
      trial.compare(same, "≤ 1.3 of one reader", "one reader", one);
    }
  }
}
