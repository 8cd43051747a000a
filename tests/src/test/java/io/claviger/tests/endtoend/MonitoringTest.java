package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.HarnessDataPlane.Pace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What supervisors and Prometheus are told. */
class MonitoringTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String ROUTE =
      "{port=\"admin\",method=\"PUT\",route=\"/apisix/admin/{kind}/{id}\",status=\"201\",}";

  private final HttpClient http = HttpClient.newHttpClient();
  private int metricsPort;

  @Test
  void supervisorsAndPrometheusSeeHowItStands(@TempDir Path home) throws IOException {
    // As by default, on all addresses: what stays on loopback does so by itself.
    try (ClavigerProcess process = ClavigerProcess.in(home).without("CLAVIGER_BIND").start()) {
      metricsPort = process.metricsPort();
      AdminClient stranger = process.stranger();
      for (String path : List.of("/healthz", "/readyz")) {
        assertEquals("{\"status\":\"ok\"}", stranger.get(path).expect(200).body());
      }
      metricsAreOnLoopbackOnlyAndNothingElseIsThere();
      metricsOfTheProcess();
      metricsFollowWhatHappens(process, process.admin());
    }
  }

  private void metricsAreOnLoopbackOnlyAndNothingElseIsThere() throws IOException {
    assertEquals(404, answer("GET", "/").statusCode());
    assertEquals(405, answer("POST", "/metrics").statusCode());
    for (InetAddress other : otherAddresses()) {
      assertThrows(
          ConnectException.class, () -> new Socket(other, metricsPort).close(), other.toString());
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  private void metricsOfTheProcess() {
    Map<String, Double> metrics = metrics();
    assertTrue(
        metrics.keySet().stream()
            .anyMatch(
                name ->
                    name.matches("claviger_build_info\\{version=\"[^\"]+\",java_version=\"25.*")));
    for (String name :
        List.of("jvm_threads_current", "process_resident_memory_bytes", "process_open_fds")) {
      assertTrue(metrics.getOrDefault(name, 0.0) > 0, name);
    }
    Instant now = Instant.now();
    assertExpires(metrics, "server_certificate_expire_time_seconds{port=\"dp\",}", now, 89, 91);
    for (String authority : List.of("server", "data_plane")) {
      assertExpires(
          metrics,
          "authority_certificate_expire_time_seconds{authority=\"" + authority + "\",}",
          now,
          3600,
          3700);
    }
  }

  private static void assertExpires(
      Map<String, Double> metrics, String name, Instant now, int from, int to) {
    double days = (metrics.getOrDefault("claviger_" + name, 0.0) - now.getEpochSecond()) / 86_400;
    assertTrue(days > from && days < to, name + " in " + days + " days");
  }

  private void metricsFollowWhatHappens(ClavigerProcess process, AdminClient admin) {
    await("claviger_watches{group=\"default\",}", value -> value == 0);
    try (HarnessDataPlane plane =
        HarnessDataPlane.start(
            Issued.endpoint(admin, "default", "one", process.dpPort()), Pace.HASTY)) {
      plane.awaitLoaded(LIMIT);
      for (String name : List.of("jack", "jill")) {
        JsonObject key = JsonTree.object().add("key", "metricless secret of " + name).build();
        admin
            .put(
                "/apisix/admin/consumers/" + name,
                JsonTree.object()
                    .add("username", name)
                    .add("plugins", JsonTree.object().add("key-auth", key))
                    .build())
            .expect(201);
      }
      plane.await("/apisix/consumers/jill", Optional::isPresent, LIMIT);
      await("claviger_watches{group=\"default\",}", value -> value == 1);
      await("claviger_instances{group=\"default\",}", value -> value == 1);
      await("claviger_group_revision{group=\"default\",}", value -> value == 2);
      await("claviger_group_frozen{group=\"default\",}", value -> value == 0);
      await("claviger_feed_lag_seconds_count", value -> value >= 1);
      await("claviger_requests_total" + ROUTE, value -> value == 2);
      await("claviger_values_sealed_total", value -> value >= 2);
      await("claviger_values_opened_total", value -> value >= 2);
      // The entries of the changes are in the order of the log a moment later.
      await("claviger_audit_pending_entries", value -> value == 0);
      Map<String, Double> metrics = metrics();
      assertTrue(
          metrics.getOrDefault("claviger_feed_lag_seconds_sum", 0.0)
              < metrics.getOrDefault("claviger_feed_lag_seconds_count", 0.0) * 5);
      String instance =
          metrics.keySet().stream()
              .filter(
                  name ->
                      name.startsWith(
                          "claviger_dp_certificate_expire_time_seconds{group=\"default\",instance=\""))
              .findFirst()
              .orElseThrow();
      assertExpires(metrics, instance.substring("claviger_".length()), Instant.now(), 6, 8);
      assertTrue(
          metrics.keySet().stream()
              .noneMatch(name -> name.startsWith("claviger_open_failures_total{")));
      assertTrue(
          metrics.keySet().stream()
              .anyMatch(name -> name.startsWith("claviger_pbkdf2_queue_length{")));
      assertTrue(
          metrics.entrySet().stream()
              .filter(metric -> metric.getKey().startsWith("claviger_collect_failures_total{"))
              .allMatch(metric -> metric.getValue() == 0));
      assertFalse(answer("GET", "/metrics").body().contains("metricless"));
    }
    await("claviger_watches{group=\"default\",}", value -> value == 0);
  }

  private void await(String name, DoublePredicate condition) {
    Instant limit = Instant.now().plus(LIMIT);
    double value = metrics().getOrDefault(name, Double.NaN);
    while (!condition.test(value)) {
      assertTrue(Instant.now().isBefore(limit), name + " is " + value);
      LockSupport.parkNanos(50_000_000);
      value = metrics().getOrDefault(name, Double.NaN);
    }
  }

  /** Each sample by its name and labels. */
  private Map<String, Double> metrics() {
    HttpResponse<String> answer = answer("GET", "/metrics");
    assertEquals(200, answer.statusCode());
    Map<String, Double> samples = new HashMap<>();
    answer
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            });
    return samples;
  }

  private HttpResponse<String> answer(String method, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
