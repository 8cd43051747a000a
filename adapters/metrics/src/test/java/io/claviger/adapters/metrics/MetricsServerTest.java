package io.claviger.adapters.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final CollectorRegistry registry = new CollectorRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private MetricsServer server;

  @BeforeEach
  void start() throws IOException {
    ProcessMetrics.register(registry, "1.2.3", Optional.of(0.0));
    server = MetricsServer.start(registry, LOOPBACK, 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void metricsAreServedAsText() throws Exception {
    HttpResponse<String> answer = send("GET", "/metrics");

    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
    assertTrue(answer.body().contains("claviger_build_info{version=\"1.2.3\""), answer.body());
    assertTrue(answer.body().contains("jvm_memory_bytes_used"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/metrics/", "/metricsx", "/-/healthy", "/x/../metrics", "//metrics"})
  void nothingElseIsServed(String path) throws Exception {
    assertEquals(404, send("GET", path).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void metricsAreOnlyRead(String method) throws Exception {
    HttpResponse<String> answer = send(method, "/metrics");

    assertEquals(405, answer.statusCode());
    assertEquals("GET", answer.headers().firstValue("Allow").orElse(""));
  }

  @Test
  void aPortInUseIsNotBoundTwice() {
    assertThrows(BindException.class, () -> MetricsServer.start(registry, LOOPBACK, server.port()));
  }

  @Test
  void closingFreesThePort() {
    server.close();

    assertThrows(ConnectException.class, () -> new Socket(LOOPBACK, server.port()));
  }

  @Test
  void silentConnectionsHoldUpNobody() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(new Socket(LOOPBACK, server.port()));
    }

    assertEquals(200, send("GET", "/metrics").statusCode());
    for (Socket socket : silent) {
      socket.close();
    }
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
