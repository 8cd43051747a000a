package io.claviger.tests.benchmark;

import java.io.IOException;

/** Changes per second by several writers, beside etcd and beside bare commits of the database. */
final class WriteRate {
  private WriteRate() {}

  static void measure(Trial trial) throws IOException {
    try (Side side = trial.open(0)) {
      int first = trial.scaled(Load.UNTIL_COMPILED);
      Load.write(side, 0, first);
      int count = trial.scaled(4_000);
      long begin = System.nanoTime();
      Load.write(side, first, count);
      double rate = count / ((System.nanoTime() - begin) / 1e9);
      trial.report("W1 writes per second of " + Load.WRITERS, "≥ 0.7", rate);
      if (trial.contender() == Contender.CLAVIGER) {
        String beside = "W1 beside commits of plain rows, per second";
        trial.compare(beside, "≥ 0.25", "rows", new PlainRows().write(Load.WRITERS, count));
        trial.report(beside, "≥ 0.25", rate);
      }
    }
  }
}
