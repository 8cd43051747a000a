package io.claviger.adapters.metrics;

import static java.lang.Double.NaN;

import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.shared.Scope;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How far sealed values have moved to the primary of their keyring; the system's has no group. */
final class ReencryptionMetrics {
  private static final List<String> LABELS = List.of("group");

  private ReencryptionMetrics() {}

  static List<MetricFamilySamples> of(Map<Scope, Progress> byScope, Map<Scope, String> groups) {
    return List.of(
        gauge(byScope, groups, "total", "Sealed values that were to be moved.", Progress::total),
        gauge(byScope, groups, "done", "Sealed values that were moved.", Progress::done),
        gauge(byScope, groups, "rate", "Sealed values moved in a second.", Progress::rate),
        gauge(
            byScope,
            groups,
            "eta_seconds",
            "How long it still takes; NaN if nobody can tell.",
            progress -> progress.eta().map(Duration::toSeconds).map(Long::doubleValue).orElse(NaN)),
        gauge(
            byScope,
            groups,
            "running",
            "1 while values are being moved.",
            progress -> progress.state() == State.RUNNING ? 1 : 0),
        gauge(
            byScope,
            groups,
            "failed",
            "1 if it has stopped at a value that does not open.",
            progress -> progress.state() == State.FAILED ? 1 : 0));
  }

  private static GaugeMetricFamily gauge(
      Map<Scope, Progress> byScope,
      Map<Scope, String> groups,
      String name,
      String help,
      ToDoubleFunction<Progress> value) {
    GaugeMetricFamily family = new GaugeMetricFamily("claviger_reencryption_" + name, help, LABELS);
    byScope.forEach(
        (scope, progress) ->
            family.addMetric(
                List.of(
                    scope.equals(Scope.SYSTEM) ? "" : groups.getOrDefault(scope, scope.value())),
                value.applyAsDouble(progress)));
    return family;
  }
}
