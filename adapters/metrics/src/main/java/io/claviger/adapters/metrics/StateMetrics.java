package io.claviger.adapters.metrics;

import static java.util.stream.Collectors.toMap;

import io.claviger.adapters.metrics.Expiries.Expiry;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.ssl.CertificateMetadata;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The gauges that are read when they are scraped. */
public final class StateMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CollectorRegistry registry;
  private final StateSources sources;
  private final LongSupplier nanoTime;
  private final Counter failures;

  private StateMetrics(CollectorRegistry registry, StateSources sources, LongSupplier nanoTime) {
    this.registry = registry;
    this.sources = sources;
    this.nanoTime = nanoTime;
    this.failures =
        Counter.build(
                "claviger_collect_failures_total",
                "Scrapes that went on without the metrics of a source that failed.")
            .labelNames("source")
            .register(registry);
  }

  public static void register(CollectorRegistry registry, StateSources sources) {
    register(registry, sources, System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  static void register(CollectorRegistry registry, StateSources sources, LongSupplier nanoTime) {
    new StateMetrics(registry, sources, nanoTime).registerAll();
  }

  private void registerAll() {
    quick("password_hash_queues", sources::passwordHashQueues, StateMetrics::queues);
    quick("groups", this::groups, metrics -> metrics);
    quick("dp_certificates", sources.presences(), this::dpExpiries);
    quick(
        "server_certificates",
        sources.serverCertificates(),
        byPort -> expiries("server", "Of the certificate of a port.", "port", byPort));
    slow(
        "audit",
        sources.pendingAuditEntries()::getAsLong,
        pending ->
            List.of(
                new GaugeMetricFamily(
                    "claviger_audit_pending_entries",
                    "Audit entries that have no place in the order of the log yet.",
                    pending)));
    slow("ssl_certificates", sources.sslCertificates(), this::sslExpiries);
    slow(
        "authorities",
        sources.authorities(),
        byName -> expiries("authority", "Of a certificate authority.", "authority", byName));
    slow(
        "reencryptions",
        sources.reencryptions(),
        byScope -> ReencryptionMetrics.of(byScope, groupNames()));
    slow("wire_keys", sources.waitingForWireKeys(), this::waitingForWireKeys);
  }

  private <T> void quick(
      String name, Supplier<T> source, Function<T, List<MetricFamilySamples>> metrics) {
    registry.register(new SourceCollector<>(name, source, metrics, failures));
    failures.labels(name);
  }

  private <T> void slow(
      String name, Supplier<T> source, Function<T, List<MetricFamilySamples>> metrics) {
    quick(name, new CachedSource<>(name, source, PATIENCE, nanoTime), metrics);
  }

  private static List<MetricFamilySamples> queues(Map<String, IntSupplier> queues) {
    GaugeMetricFamily family =
        new GaugeMetricFamily(
            "claviger_pbkdf2_queue_length", "Calls that wait for PBKDF2.", List.of("queue"));
    queues.forEach((queue, length) -> family.addMetric(List.of(queue), length.getAsInt()));
    return List.of(family);
  }

  private List<MetricFamilySamples> groups() {
    return GroupMetrics.of(sources.feeds().get(), sources.presences().get());
  }

  private static List<MetricFamilySamples> expiries(
      String whose, String help, String label, Map<String, Instant> byName) {
    return Expiries.family(
        whose,
        help,
        List.of(label),
        byName.entrySet().stream()
            .map(entry -> new Expiry(List.of(entry.getKey()), entry.getValue())));
  }

  private List<MetricFamilySamples> dpExpiries(Collection<Presence> presences) {
    return Expiries.family(
        "dp",
        "Of an instance that was here lately; the " + Expiries.MOST + " that expire first.",
        List.of("group", "instance"),
        presences.stream()
            .map(
                here ->
                    new Expiry(
                        List.of(here.feed().group().value(), here.instance().id().toString()),
                        here.instance().expiresAt())));
  }

  private List<MetricFamilySamples> sslExpiries(
      Map<ResourceKey, List<CertificateMetadata>> certificates) {
    Map<Scope, String> names = groupNames();
    return Expiries.family(
        "ssl",
        "Of the first to expire in an ssl; the " + Expiries.MOST + " that expire first.",
        List.of("group", "id"),
        certificates.entrySet().stream().flatMap(ssl -> first(ssl, names)));
  }

  private List<MetricFamilySamples> waitingForWireKeys(Map<Scope, Integer> byScope) {
    Map<Scope, String> names = groupNames();
    GaugeMetricFamily family =
        new GaugeMetricFamily(
            "claviger_wire_key_waiting_instances",
            "Live data planes that have not fetched the newest wire key, while it is rotated.",
            List.of("group"));
    byScope.forEach(
        (scope, waiting) ->
            family.addMetric(List.of(names.getOrDefault(scope, scope.value())), waiting));
    return List.of(family);
  }

  private Map<Scope, String> groupNames() {
    return sources.feeds().get().stream()
        .collect(toMap(ChangeFeed::scope, feed -> feed.group().value()));
  }

  private static Stream<Expiry> first(
      Map.Entry<ResourceKey, List<CertificateMetadata>> ssl, Map<Scope, String> names) {
    ResourceKey key = ssl.getKey();
    String group = names.getOrDefault(key.scope(), key.scope().value());
    return ssl.getValue().stream()
        .map(CertificateMetadata::notAfter)
        .min(Instant::compareTo)
        .map(at -> new Expiry(List.of(group, key.id().value()), at))
        .stream();
  }
}
