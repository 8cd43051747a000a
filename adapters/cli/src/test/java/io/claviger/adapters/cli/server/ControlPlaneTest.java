package io.claviger.adapters.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.claviger.adapters.cli.Called;
import io.claviger.adapters.cli.ScriptedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes for a control plane gets no more than its one request, and cannot do harm. */
class ControlPlaneTest {
  @TempDir static Path home;

  private ScriptedServer server;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTokenFollowsNoRedirection() {
    server.thenAnswers(307, "{}");
    Called called = server.call("seal").expect(1);
    assertTrue(called.err().contains("(307)"), called.err());
    assertEquals(List.of("POST /api/sys/seal"), server.asked());
  }

  @Test
  void whatIsNoControlPlaneIsSaidToBeNone() {
    server.thenAnswers(200, "<html>").thenAnswers(200, "{}").thenAnswers(200, "{\"value\":1}");
    for (int i = 0; i < 3; i++) {
      Called called = server.call("rotate", "default").expect(1);
      assertTrue(called.err().contains("does not speak as a Claviger does"), called.err());
    }
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    server.thenAnswers(200, new byte[(1 << 24) + 1]);
    server.call("seal").expect(3);
  }

  @Test
  void aCertificateForAnotherNameIsNotTrusted() {
    server.thenAnswers(200, "{}");
    Called called = server.callAt("127.0.0.1", "seal").expect(3);
    assertTrue(called.err().contains("was not trusted"), called.err());
    assertEquals(List.of(), server.asked());
    server.call("seal").expect(0);
  }

  @Test
  void withoutTlsNothingIsSent() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext("/", exchange -> asked.add(exchange.getRequestURI().getPath()));
    plain.start();
    try {
      Called.with(
              () -> Called.premises(home, "cvg_token"),
              "",
              "seal",
              "--address",
              "https://localhost:" + plain.getAddress().getPort())
          .expect(3);
      assertEquals(List.of(), asked);
    } finally {
      plain.stop(0);
    }
  }
}
