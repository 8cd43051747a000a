package io.claviger.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.rest.edge.Route;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What no honest client sends, on every route that could mind: a 4xx that says what is wrong and
 * not what was sent, nothing changed, and the program goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
  private static final String SENT = "s3cr3tvalue";
  private static final int TOO_LONG = 1_572_865;
  private static final int CHUNK = 1 << 16;

  private ClavigerProcess process;
  private AdminClient admin;
  private SSLContext tls;
  private String before;
  private RawHttp kept;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    process = ClavigerProcess.in(home).start();
    admin = process.admin();
    tls = Tls.trusting(Files.readString(process.dataDir().resolve("tls").resolve("admin.crt")));
    kept = RawHttp.open(tls, process.adminPort());
    admin
        .put(
            "/apisix/admin/routes/1",
            "{\"uri\":\"/\",\"upstream\":{\"type\":\"roundrobin\",\"nodes\":{\"127.0.0.1:1\":1}}}")
        .expect(201);
    before = everything();
  }

  @AfterEach
  void nothingHasChangedAndNothingFailedInside() {
    admin.get("/healthz").expect(200);
    assertEquals(before, everything());
    assertFalse(process.output().contains("internal error"), process.output());
    assertFalse(process.output().contains(SENT), process.output());
  }

  @AfterAll
  void stop() throws IOException {
    kept.close();
    process.close();
  }

  private String everything() {
    String resources =
        Addresses.kinds()
            .map(kind -> admin.get("/apisix/admin/" + kind.path()).expect(200).body())
            .collect(Collectors.joining());
    return resources
        + admin.get("/api/gateway_groups").expect(200).body()
        + admin.get("/api/gateway_groups/default/instances").expect(200).body()
        + admin.get("/api/tokens").expect(200).body();
  }

  @Test
  void everyRouteRefusesBodiesThatAreNoGoodJson() throws IOException {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing", new byte[0]);
    bodies.put("cut off", text("{\"name\":\"" + SENT));
    bodies.put("trailing text", text("{\"name\":\"x\"} " + SENT));
    bodies.put("no JSON", text(SENT));
    bodies.put("NaN", text("{\"name\":NaN,\"" + SENT + "\":1}"));
    bodies.put("10,000 arrays deep", text("[".repeat(10_000) + "]".repeat(10_000)));
    bodies.put("10,000 objects deep", text("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
    bodies.put("the same member twice", text("{\"name\":\"" + SENT + "\",\"name\":\"b\"}"));
    bodies.put(
        "the same member twice, below", text("{\"labels\":{\"a\":\"" + SENT + "\",\"a\":\"\"}}"));
    bodies.put("no UTF-8", bytes("{\"name\":\"" + SENT + "\u00ff\"}"));
    bodies.put("UTF-8 that is too long", bytes("{\"name\":\"" + SENT + "\u00c0\u00af\"}"));
    bodies.put("half a surrogate pair", text("{\"name\":\"" + SENT + "\\ud800\"}"));
    bodies.put("UTF-16", "{\"name\":\"x\"}".getBytes(UTF_16));
    bodies.put("a number that is too large", text("{\"name\":1e999999999,\"" + SENT + "\":1}"));

    for (Route route : Addresses.withBody()) {
      for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
        assertRefused(
            route + " with " + body.getKey(),
            send(route, Map.of("Content-Length", "" + body.getValue().length), body.getValue()));
      }
    }
  }

  @Test
  void everyRouteRefusesABodyOfMoreThanOneAndAHalfMebibytes() throws IOException {
    byte[] body = text("{\"name\":\"" + "x".repeat(TOO_LONG - 11) + "\"}");
    assertEquals(TOO_LONG, body.length);
    for (Route route : Addresses.withBody()) {
      if (route.template().startsWith("/api/") || route.template().contains("/routes")) {
        assertRefused(
            "Content-Length: " + route, send(route, Map.of("Content-Length", "" + TOO_LONG), body));
        assertRefused(
            "chunks: " + route, send(route, Map.of("Transfer-Encoding", "chunked"), chunks(body)));
      }
    }
    RawHttp.Reply reply =
        send(
            new Route("PUT", "/apisix/admin/routes/1"),
            Map.of("Transfer-Encoding", "chunked"),
            chunks(body));
    assertEquals(413, reply.status());
    assertTrue(reply.json().getString("error_msg").contains("1.5 MiB"), reply.body());
  }

  private static byte[] chunks(byte[] body) {
    ByteArrayOutputStream chunked = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += CHUNK) {
      int length = Math.min(CHUNK, body.length - from);
      chunked.writeBytes(text(Integer.toHexString(length) + "\r\n"));
      chunked.write(body, from, length);
      chunked.writeBytes(text("\r\n"));
    }
    chunked.writeBytes(text("0\r\n\r\n"));
    return chunked.toByteArray();
  }

  @Test
  void everyRouteRefusesACompressedBody() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(text("{\"id\":\"zipped\",\"name\":\"zipped\",\"username\":\"zipped\"}"));
    }
    for (Route route : Addresses.withBody()) {
      RawHttp.Reply reply =
          send(
              route,
              Map.of("Content-Length", "" + compressed.size(), "Content-Encoding", "gzip"),
              compressed.toByteArray());
      assertEquals(415, reply.status(), route.toString());
      assertWorded(route.toString(), reply);
    }
  }

  /** Each is answered once, and what follows on the connection is not taken for a request. */
  @Test
  void aBodyWithoutOneClearLengthIsRefusedAndEndsTheConnection() throws IOException {
    String chunked = "Transfer-Encoding: chunked\r\n";
    for (String framing :
        List.of(
            "Content-Length: 5\r\n" + chunked,
            chunked + "Content-Length: 5\r\n",
            "Content-Length: 2\r\nContent-Length: 5\r\n",
            "Content-Length: 2, 5\r\n",
            "Content-Length: -5\r\n",
            "Content-Length: +2\r\n",
            "Content-Length: 0x2\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: chunked, gzip\r\n",
            "Transfer-Encoding: identity\r\n",
            chunked + chunked)) {
      byte[] request =
          text(
              "PUT /apisix/admin/routes/1 HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: "
                  + token()
                  + "\r\n"
                  + framing
                  + "\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      try (RawHttp raw = RawHttp.open(tls, process.adminPort())) {
        RawHttp.Reply reply = raw.exchange(request);
        assertEquals(400, reply.status(), framing);
        assertWorded(framing, reply);
        assertFalse(raw.rest().contains("HTTP/1.1 200"), framing);
      }
    }
  }

  @Test
  void brokenChunksAreRefused() throws IOException {
    for (String body : List.of("zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n", "5\r\n{}\r\n0\r\n\r\n")) {
      RawHttp.Reply reply =
          send(
              new Route("PUT", "/apisix/admin/routes/1"),
              Map.of("Transfer-Encoding", "chunked"),
              text(body));
      assertEquals(4, reply.status() / 100, body);
      assertWorded(body, reply);
    }
  }

  @Test
  void oddIdsAndKindsAreRefusedOnEveryRoute() throws IOException {
    for (String odd :
        List.of(
            ".",
            "..",
            "...",
            "%2e%2e",
            "%2F",
            SENT + "%2Fb",
            SENT + "%00",
            SENT + "%20b",
            SENT + "%0d%0aX-Injected:%20y",
            SENT + ";b=c",
            SENT + "%3Bb",
            "%zz",
            "%",
            "%c0%af",
            "a\\b",
            "%F0%9F%98%80",
            "\u00c3\u00a9",
            "\u00ff",
            "x".repeat(65),
            SENT + "x".repeat(10_000))) {
      for (Route route : Addresses.with(odd)) {
        byte[] body = text("{}");
        RawHttp.Reply reply = send(route, Map.of("Content-Length", "2"), body);
        assertEquals(4, reply.status() / 100, route + ": " + reply.body());
        assertWorded(route.toString(), reply);
        assertFalse(reply.headers().containsKey("x-injected"));
      }
      for (String method : List.of("GET", "PUT", "DELETE")) {
        String group = "/apisix/admin/routes/1?gateway_group_id=" + odd;
        RawHttp.Reply reply =
            send(new Route(method, group), Map.of("Content-Length", "2"), text("{}"));
        assertEquals(4, reply.status() / 100, group + ": " + reply.body());
        assertWorded(group, reply);
      }
    }
  }

  @Test
  void badRequestLinesAndHeadersAreRefused() throws IOException {
    String key = "X-API-KEY: " + token() + "\r\n";
    for (String request :
        List.of(
            "GET /api/me HTTP/1.1\r\n" + key + "\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + key + "\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a b\r\n" + key + "\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\nX-Bad: a\u0000b\r\n" + key + "\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\nX Bad: x\r\n" + key + "\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\nX: " + SENT + "y".repeat(20_000) + "\r\n\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\nX-API-KEY: "
                + SENT
                + "z".repeat(9_000)
                + "\r\n\r\n",
            "GET /api/me HTTP/1.1\r\nHost: a\r\n" + key + "X-API-KEY: " + SENT + "\r\n\r\n",
            "get /api/me HTTP/1.1\r\nHost: a\r\n" + key + "\r\n",
            "GET /api/me HTTP/9.9\r\nHost: a\r\n" + key + "\r\n",
            "GET /api/me\r\n\r\n",
            "GET  /api/me HTTP/1.1\r\nHost: a\r\n" + key + "\r\n",
            "G".repeat(5_000) + " /api/me HTTP/1.1\r\nHost: a\r\n" + key + "\r\n",
            SENT + "\r\n\r\n")) {
      try (RawHttp raw = RawHttp.open(tls, process.adminPort())) {
        RawHttp.Reply reply = raw.exchange(bytes(request));
        String what = request.substring(0, Math.min(60, request.length()));
        assertEquals(4, reply.status() / 100, what);
        assertWorded(what, reply);
      }
    }
  }

  @Test
  void aMediaTypeThatIsNoneIsRefusedWhereItAsksAndIgnoredWhereItTells() throws IOException {
    Route route = new Route("GET", "/apisix/admin/routes/1");
    for (String garbage : List.of("/", ";;;", SENT + "/")) {
      RawHttp.Reply asked = send(route, Map.of("Accept", garbage), new byte[0]);
      assertEquals(400, asked.status(), garbage);
      assertWorded(garbage, asked);
    }
    for (String garbage : List.of(SENT + ";;;", "text", "/", ";;;", "", "text/html")) {
      assertEquals(
          200, send(route, Map.of("Content-Type", garbage), new byte[0]).status(), garbage);
      RawHttp.Reply told =
          send(
              new Route("PUT", "/apisix/admin/routes/1"),
              Map.of("Content-Type", garbage, "Content-Length", "2"),
              text("{}"));
      assertEquals(400, told.status(), garbage);
      assertWorded(garbage, told);
    }
  }

  @Test
  void whatIsNoParameterOfAQueryIsRefused() {
    for (String query :
        List.of(
            "page=0",
            "page=x",
            "page=-1",
            "page_size=9",
            "page_size=501",
            "page_size=10&page_size=10",
            "page=99999999999999999999",
            "name=" + SENT + "%00",
            "uri=" + "x".repeat(257),
            "filter=" + SENT + "%3D1")) {
      AdminClient.Answer answer = admin.get("/apisix/admin/routes?" + query).expect(400);
      assertFalse(answer.body().contains(SENT), answer.body());
    }
  }

  private String token() {
    return admin.header("X-API-KEY").orElseThrow();
  }

  private RawHttp.Reply send(Route route, Map<String, String> framing, byte[] body)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "localhost");
    headers.put("X-API-KEY", token());
    headers.putAll(framing);
    String line = route.method() + " " + route.template() + " HTTP/1.1";
    byte[] request = RawHttp.request(line, headers, body);
    try {
      return keep(kept.exchange(request));
    } catch (IOException e) {
      // The answer before this one ended the connection.
      kept.close();
      kept = RawHttp.open(tls, process.adminPort());
      return keep(kept.exchange(request));
    }
  }

  /** A server that has not read all of a body may not go on with the connection. */
  private RawHttp.Reply keep(RawHttp.Reply reply) throws IOException {
    if (reply.status() == 413 || "close".equals(reply.headers().get("connection"))) {
      kept.close();
      kept = RawHttp.open(tls, process.adminPort());
    }
    return reply;
  }

  private static void assertRefused(String what, RawHttp.Reply reply) {
    assertEquals(4, reply.status() / 100, what + ": " + reply.body());
    assertFalse(reply.status() == 401, what);
    assertWorded(what, reply);
  }

  /** Whichever part of the program it is that refuses. */
  private static void assertWorded(String what, RawHttp.Reply reply) {
    assertEquals("application/json", reply.headers().get("content-type"), what);
    assertEquals("nosniff", reply.headers().get("x-content-type-options"), what);
    assertEquals("no-store", reply.headers().get("cache-control"), what);
    assertTrue(reply.headers().containsKey("strict-transport-security"), what);
    assertTrue(
        reply.json().containsKey("error_msg") || reply.json().containsKey("message"),
        what + ": " + reply.body());
    assertSaysNothing(what, reply);
  }

  private static void assertSaysNothing(String what, RawHttp.Reply reply) {
    for (String said : List.of(SENT, "Exception", "\tat ", "java.", "io.claviger", "<html")) {
      assertFalse(reply.body().contains(said), what + ": " + reply.body());
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  /** One byte per character. */
  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
