package io.claviger.adapters.metrics;

import static io.claviger.domain.shared.RefusedException.unavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.gateway.Presence;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.ssl.CertificateMetadata;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateMetricsTest {
  private static final Instant SOON = Instant.ofEpochSecond(2_000_000_000);
  private static final Instant LATER = SOON.plusSeconds(60);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final GatewayGroupsOfTests groups = new GatewayGroupsOfTests();
  private LongSupplier pending = () -> 7;
  private Supplier<Map<ResourceKey, List<CertificateMetadata>>> ssls = Map::of;
  private Map<Scope, Progress> reencryptions = Map.of();
  private Map<Scope, Integer> waiting = Map.of();

  @AfterEach
  void close() {
    groups.close();
  }

  @Test
  void aGroupShowsItsWatchesInstancesAndRevision() {
    groups.changeTo(5);
    Presence here = groups.arrive(new InstanceId(UUID.randomUUID()), SOON);
    here.feed().follow(() -> {});
    register();

    assertEquals(1, inGroup("claviger_watches"));
    assertEquals(1, inGroup("claviger_instances"));
    assertEquals(5, inGroup("claviger_group_revision"));
    assertEquals(0, inGroup("claviger_group_frozen"));
  }

  @Test
  void aGroupWhoseStoredStateDoesNotOpenIsShownAsFrozen() {
    groups.tamperWith();
    register();

    assertEquals(1, inGroup("claviger_group_frozen"));
  }

  @Test
  void queuesAndPendingAuditEntriesAreShown() {
    register();

    assertEquals(3, value("claviger_pbkdf2_queue_length", "queue", "password"));
    assertEquals(7, value("claviger_audit_pending_entries"));
  }

  @Test
  void reencryptionsShowHowFarTheyAre() {
    reencryptions =
        Map.of(
            GatewayGroupsOfTests.SCOPE,
            new Progress(State.RUNNING, 10, 4, 2.5, Optional.of(Duration.ofSeconds(3))),
            Scope.SYSTEM,
            new Progress(State.FAILED, 7, 6, 1, Optional.empty()));
    register();

    assertEquals(10, inGroup("claviger_reencryption_total"));
    assertEquals(4, inGroup("claviger_reencryption_done"));
    assertEquals(2.5, inGroup("claviger_reencryption_rate"));
    assertEquals(0, inGroup("claviger_reencryption_failed"));
    assertEquals(3, inGroup("claviger_reencryption_eta_seconds"));
    assertEquals(1, inGroup("claviger_reencryption_running"));
    assertEquals(0, value("claviger_reencryption_running", "group", ""));
    assertEquals(Double.NaN, value("claviger_reencryption_eta_seconds", "group", ""));
    assertEquals(6, value("claviger_reencryption_done", "group", ""));
    assertEquals(1, value("claviger_reencryption_failed", "group", ""));
  }

  @Test
  void aRotationOfAWireKeyringShowsHowManyDataPlanesItWaitsFor() {
    waiting = Map.of(GatewayGroupsOfTests.SCOPE, 3);
    register();

    assertEquals(3, inGroup("claviger_wire_key_waiting_instances"));
  }

  @Test
  void certificatesShowWhenTheyExpire() {
    InstanceId instance = new InstanceId(UUID.randomUUID());
    groups.arrive(instance, SOON);
    ssls = () -> Map.of(ssl("site"), List.of(expiring(LATER), expiring(SOON)));
    register();

    assertExpiry(SOON, "server", "port", "dp");
    assertExpiry(LATER, "authority", "authority", "data-plane");
    assertExpiry(SOON, "dp", "group", "default", "instance", instance.toString());
    assertExpiry(SOON, "ssl", "group", "default", "id", "site");
  }

  @Test
  void ofVeryManyCertificatesThoseThatExpireFirstAreShown() {
    Map<ResourceKey, List<CertificateMetadata>> many = new HashMap<>();
    for (int i = 0; i < Expiries.MOST; i++) {
      many.put(ssl("ssl-" + i), List.of(expiring(LATER)));
    }
    many.put(ssl("first"), List.of(expiring(SOON)));
    ssls = () -> many;
    register();

    assertEquals(Expiries.MOST, samplesOf("claviger_ssl_certificate_expire_time_seconds"));
    assertExpiry(SOON, "ssl", "group", "default", "id", "first");
  }

  @Test
  void aSourceThatFailsIsLeftOutAndCountedAndTheOthersAreShown() {
    pending =
        () -> {
          throw unavailable("the database cannot be reached");
        };
    register();

    assertNull(value("claviger_audit_pending_entries"));
    assertTrue(failures("audit") >= 1);
    assertEquals(0, failures("groups"));
    assertEquals(0, inGroup("claviger_group_frozen"));
  }

  @Test
  void theDatabaseIsNotAskedByEveryScrape() {
    int[] asked = {0};
    pending = () -> ++asked[0];
    register();

    assertEquals(1, value("claviger_audit_pending_entries"));
    assertEquals(1, value("claviger_audit_pending_entries"));
  }

  private void register() {
    StateMetrics.register(
        registry,
        new StateSources(
            Map.of("password", () -> 3),
            groups.feeds()::all,
            () -> groups.dataPlanes().present().values(),
            () -> pending.getAsLong(),
            () -> ssls.get(),
            () -> Map.of("dp", SOON),
            () -> Map.of("data-plane", LATER),
            () -> reencryptions,
            () -> waiting),
        () -> 0);
  }

  private static ResourceKey ssl(String id) {
    return new ResourceKey(GatewayGroupsOfTests.SCOPE, ResourceKind.SSL, new ResourceId(id));
  }

  private static CertificateMetadata expiring(Instant at) {
    return new CertificateMetadata("", "", "", "", List.of(), "EC-P-256", Instant.EPOCH, at);
  }

  private void assertExpiry(Instant expected, String whose, String... labels) {
    assertEquals(
        (double) expected.getEpochSecond(),
        value("claviger_" + whose + "_certificate_expire_time_seconds", labels));
  }

  private Double inGroup(String metric) {
    return value(metric, "group", "default");
  }

  private Double failures(String source) {
    return value("claviger_collect_failures_total", "source", source);
  }

  /** Scrapes; labels are names and values by turns. */
  private Double value(String metric, String... labels) {
    String[] names = new String[labels.length / 2];
    String[] values = new String[labels.length / 2];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels[2 * i];
      values[i] = labels[2 * i + 1];
    }
    return registry.getSampleValue(metric, names, values);
  }

  private int samplesOf(String metric) {
    return Collections.list(registry.metricFamilySamples()).stream()
        .filter(family -> family.name.equals(metric))
        .map((MetricFamilySamples family) -> family.samples.size())
        .findFirst()
        .orElse(0);
  }
}
