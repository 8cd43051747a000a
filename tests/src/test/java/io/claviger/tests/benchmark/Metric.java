package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** What is measured; each on servers of its own. */
enum Metric {
  EVENTS(true, EventDelivery::measure, "P1", "P2", "P3"),
  RANGES(true, RangeCost::measure, "P5", "P6"),
  CONNECTIONS(true, ConnectionMemory::measure, "P9"),
  WRITES(true, WriteRate::measure, "W1"),
  SEALING(false, trial -> new SealingCost().measure(trial), "C1"),
  REENCRYPTION(false, trial -> new ReencryptionCost(trial).measure(), "C2"),
  LOGINS(false, LoginCost::measure, "L1"),
  START(false, StartTime::measure, "S1"),
  CHANGES(false, ChangeCost::measure, "G1");

  /** Whether etcd is measured too. */
  final boolean compared;

  private final Measurement measurement;
  private final List<String> names;

  /**
   * @param names with which the rows of the table begin
   */
  Metric(boolean compared, Measurement measurement, String... names) {
    this.compared = compared;
    this.measurement = measurement;
    this.names = List.of(names);
  }

  @FunctionalInterface
  private interface Measurement {
    void of(Trial trial) throws IOException;
  }

  void measure(Trial trial) throws IOException {
    measurement.of(trial);
  }

  /** Whether one of its rows has one of these names. */
  boolean is(Collection<String> chosen) {
    return names.stream().anyMatch(chosen::contains);
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
