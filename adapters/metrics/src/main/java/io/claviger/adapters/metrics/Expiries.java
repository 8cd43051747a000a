package io.claviger.adapters.metrics;

import static java.util.Comparator.comparing;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When certificates expire, in seconds since the epoch; only those that expire first. */
final class Expiries {
  /** Keeps the number of series bounded, whatever the number of certificates. */
  static final int MOST = 1000;

  private Expiries() {}

  record Expiry(List<String> labels, Instant at) {}

  static List<MetricFamilySamples> family(
      String whose, String help, List<String> labels, Stream<Expiry> expiries) {
    GaugeMetricFamily family =
        new GaugeMetricFamily(
            "claviger_" + whose + "_certificate_expire_time_seconds", help, labels);
    expiries
        .sorted(comparing(Expiry::at))
        .limit(MOST)
        .forEach(
            expiry -> family.addMetric(expiry.labels(), (double) expiry.at().getEpochSecond()));
    return List.of(family);
  }
}
