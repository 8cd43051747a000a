package io.claviger.tests.benchmark;

import io.claviger.tests.benchmark.RangeReader.Took;
import java.io.IOException;

/** What it takes to read everything: of the reader's time (P5), and of memory (P6). */
final class RangeCost {
  private static final int READERS = 8;

  private RangeCost() {}

  static void measure(Trial trial) throws IOException {
    int keys = trial.scaled(50_000);
    try (Side side = trial.open(keys)) {
      ServerUse use = new ServerUse(side.pid());
      RangeReader reader = new RangeReader(side.endpoint());
      double one = rise(use, reader, 1);
      double eight = rise(use, reader, READERS);
      trial.report("P6 memory for a range of " + keys + " keys, MB", "≤ 0.5", one);
      trial.report("P6 the same for eight, MB", "≤ 1.3 of one", eight);
      Took took = reader.read();
      trial.report("P5 range of " + keys + " keys, ms", "≤ 0.35", took.all());
      trial.report("P5 its first byte, ms", "≤ 0.1", took.firstByte());
    }
  }

  /** How far the memory goes up while it is read, MB. */
  private static double rise(ServerUse use, RangeReader reader, int readers) throws IOException {
    use.resetPeak();
    long before = use.memory();
    Together.run(readers, reader::read);
    return (use.peak() - before) / 1024.0;
  }
}
