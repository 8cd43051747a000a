package io.claviger.adapters.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.claviger.adapters.cli.Called;
import io.claviger.adapters.cli.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes for a control plane gets no more than its one request, and cannot do harm. */
class ControlPlaneTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir static Path home;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private SelfSigned pair;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    pair = SelfSigned.in(home);
    server = HttpsServer.create(ANY, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pair.context()));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int status, byte[] body) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private Called rotate() {
    return Called.with(
        () -> Called.premises(home, "cvg_token"),
        "",
        "rotate",
        "default",
        "--address",
        "https://localhost:" + server.getAddress().getPort(),
        "--ca-cert",
        pair.certificate().toString());
  }

  @Test
  void aTokenFollowsNoRedirection() {
    answer(307, "{}".getBytes(StandardCharsets.US_ASCII));
    Called called = rotate().expect(1);
    assertTrue(called.err().contains("(307)"), called.err());
    assertEquals(List.of("/api/gateway_groups/default/keyring/rotate"), asked);
  }

  @Test
  void whatIsNoControlPlaneIsSaidToBeNone() {
    answer(200, "<html>".getBytes(StandardCharsets.US_ASCII));
    Called called = rotate().expect(1);
    assertTrue(called.err().contains("does not speak as a Claviger does"), called.err());
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    answer(200, new byte[(1 << 24) + 1]);
    rotate().expect(3);
  }

  @Test
  void withoutTlsNothingIsSent() throws Exception {
    HttpServer plain = HttpServer.create(ANY, 0);
    plain.createContext("/", exchange -> asked.add(exchange.getRequestURI().getPath()));
    plain.start();
    try {
      Called.with(
              () -> Called.premises(home, "cvg_token"),
              "",
              "rotate",
              "default",
              "--address",
              "https://localhost:" + plain.getAddress().getPort())
          .expect(3);
      assertEquals(List.of(), asked);
    } finally {
      plain.stop(0);
    }
  }
}
