package io.claviger.adapters.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusTelemetryTest {
  private static final String[] NONE = {};

  private final CollectorRegistry registry = new CollectorRegistry();
  private final PrometheusTelemetry telemetry = new PrometheusTelemetry(registry);

  @Test
  void requestsAreCountedByPortMethodRouteAndStatus() {
    telemetry.request("admin", "GET", "/api/tokens", 200, Duration.ofMillis(3));
    telemetry.request("admin", "GET", "/api/tokens", 200, Duration.ofMillis(3));
    telemetry.request("admin", "GET", "/api/tokens", 401, Duration.ofMillis(3));

    assertEquals(2, requests("GET", "200"));
    assertEquals(1, requests("GET", "401"));
  }

  @Test
  void aRequestFallsIntoTheBucketOfItsDuration() {
    telemetry.request("dp", "POST", "/v3/kv/range", 200, Duration.ofMillis(3));

    assertEquals(0, durations("0.0025"));
    assertEquals(1, durations("0.005"));
  }

  @Test
  void aMadeUpMethodMakesNoSeriesOfItsOwn() {
    telemetry.request("admin", "BREW", "/api/tokens", 405, Duration.ZERO);

    assertNull(requests("BREW", "405"));
    assertEquals(1, requests("other", "405"));
  }

  @Test
  void sealedAndOpenedValuesAndFailuresPerScopeAreCounted() {
    telemetry.valuesSealed(2);
    telemetry.valuesOpened(3);
    telemetry.openFailed("system");

    assertEquals(2, registry.getSampleValue("claviger_values_sealed_total"));
    assertEquals(3, registry.getSampleValue("claviger_values_opened_total"));
    assertEquals(1, labelled("claviger_open_failures_total", "scope", "system"));
  }

  @Test
  void lagIsInSeconds() {
    telemetry.feedLag(Duration.ofMillis(1500));

    assertEquals(1.5, registry.getSampleValue("claviger_feed_lag_seconds_sum", NONE, NONE));
  }

  private Double requests(String method, String status) {
    return registry.getSampleValue(
        "claviger_requests_total",
        new String[] {"port", "method", "route", "status"},
        new String[] {"admin", method, "/api/tokens", status});
  }

  private Double durations(String bound) {
    return registry.getSampleValue(
        "claviger_request_duration_seconds_bucket",
        new String[] {"port", "method", "route", "le"},
        new String[] {"dp", "POST", "/v3/kv/range", bound});
  }

  private Double labelled(String metric, String label, String value) {
    return registry.getSampleValue(metric, new String[] {label}, new String[] {value});
  }
}
