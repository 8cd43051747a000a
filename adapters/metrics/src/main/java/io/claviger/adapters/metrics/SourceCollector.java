package io.claviger.adapters.metrics;

import io.claviger.domain.shared.RefusedException;
import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The metrics that are read from one source. A source that fails does not fail the scrape: its
 * samples are left out, never guessed, and the failure is counted.
 */
final class SourceCollector<T> extends Collector {
  private static final Logger LOG = System.getLogger(SourceCollector.class.getName());

  private final String name;
  private final Supplier<T> source;
  private final Function<T, List<MetricFamilySamples>> metrics;
  private final Counter failures;

  SourceCollector(
      String name,
      Supplier<T> source,
      Function<T, List<MetricFamilySamples>> metrics,
      Counter failures) {
    this.name = name;
    this.source = source;
    this.metrics = metrics;
    this.failures = failures;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    try {
      return metrics.apply(source.get());
    } catch (RuntimeException e) {
      failures.labels(name).inc();
      Level level = e instanceof RefusedException ? Level.DEBUG : Level.WARNING;
      LOG.log(level, "no metrics of " + name + " this time", e);
      return List.of();
    }
  }
}
