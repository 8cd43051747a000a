package io.claviger.adapters.metrics;

import io.claviger.application.port.Telemetry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Set;

/**
 * Counts in memory; no call waits for anything. Counters start at 0 with the process.
 *
 * <p>The number of series is bounded by the routes, the status codes and the gateway groups: a
 * method that no route has is counted as {@code other}.
 */
public final class PrometheusTelemetry implements Telemetry {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Counter requests;
  private final Histogram durations;
  private final Counter sealed;
  private final Counter opened;
  private final Counter openFailures;
  private final Counter damagedRows;
  private final Histogram lags;

  public PrometheusTelemetry(CollectorRegistry registry) {
    requests =
        Counter.build("claviger_requests_total", "Requests that were answered.")
            .labelNames("port", "method", "route", "status")
            .register(registry);
    durations =
        Histogram.build("claviger_request_duration_seconds", "From a request to its answer.")
            .labelNames("port", "method", "route")
            .buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(registry);
    sealed =
        Counter.build("claviger_values_sealed_total", "Values that were sealed.")
            .register(registry);
    opened =
        Counter.build("claviger_values_opened_total", "Sealed values that were opened.")
            .register(registry);
    openFailures =
        Counter.build(
                "claviger_open_failures_total",
                "Stored values that did not open: tampering, a wrong key, or a restored backup.")
            .labelNames("scope")
            .register(registry);
    damagedRows =
        Counter.build(
                "claviger_damaged_rows_total",
                "Times that a stored row was read which was changed outside of Claviger.")
            .labelNames("table")
            .register(registry);
    lags =
        Histogram.build(
                "claviger_feed_lag_seconds", "From the news of a change to the feed that has it.")
            .buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(registry);
  }

  @Override
  public void request(String port, String method, String route, int status, Duration took) {
    String known = METHODS.contains(method) ? method : "other";
    requests.labels(port, known, route, Integer.toString(status)).inc();
    durations.labels(port, known, route).observe(seconds(took));
  }

  @Override
  public void valuesSealed(int count) {
    sealed.inc(count);
  }

  @Override
  public void valuesOpened(int count) {
    opened.inc(count);
  }

  @Override
  public void openFailed(String scope) {
    openFailures.labels(scope).inc();
  }

  @Override
  public void rowDamaged(String table) {
    damagedRows.labels(table).inc();
  }

  @Override
  public void feedLag(Duration lag) {
    lags.observe(seconds(lag));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
