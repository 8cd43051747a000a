package io.claviger.adapters.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.rest.edge.PublicRoutes;
import io.claviger.adapters.rest.edge.Route;
import io.claviger.domain.audit.AuditEntry;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {
  private static TestControlPlane plane;
  private static Client stranger;
  private static Client admin;

  @BeforeAll
  static void start() {
    plane = new TestControlPlane(true);
    stranger = new Client(plane.port);
    admin = TestLogin.withToken(plane);
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  private static String cookie() {
    return TestLogin.cookie(plane, TestControlPlane.PASSWORD);
  }

  private static Client page() {
    return TestLogin.page(plane, TestControlPlane.PASSWORD);
  }

  @Test
  void aLoginSetsAHostBoundCookieAndTellsWhoCameIn() {
    HttpResponse<String> answer =
        stranger.send(
            "POST",
            "/api/login",
            "{\"username\":\"ADMIN\",\"password\":\"" + TestControlPlane.PASSWORD + "\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("admin", Client.value(answer).getString("username"));
    assertEquals("super_admin", Client.value(answer).getString("role"));
    assertTrue(
        answer
            .headers()
            .firstValue("Set-Cookie")
            .orElse("")
            .matches(
                "__Host-claviger-session=[A-Za-z0-9_-]{43}"
                    + "; Path=/; Secure; HttpOnly; SameSite=Strict"));
    assertEquals(
        401,
        stranger
            .send("POST", "/api/login", "{\"username\":\"admin\",\"password\":\"x\"}")
            .statusCode());
  }

  @Test
  void everyRouteOutsideTheAllowListAnswers401WithoutCredentials() {
    Set<Route> allowed =
        Set.of(
            new Route("GET", "/api/sys/seal-status"),
            new Route("POST", "/api/sys/init"),
            new Route("POST", "/api/sys/unseal"),
            new Route("POST", "/api/login"),
            new Route("GET", "/healthz"),
            new Route("GET", "/readyz"),
            new Route("HEAD", "/apisix/admin"),
            new Route("GET", "/api/sys/audit/public_key"));
    assertEquals(allowed, PublicRoutes.ALL);
    assertTrue(RestApplication.routes().containsAll(allowed));
    for (Route route : RestApplication.routes()) {
      String path = route.template().replaceAll("\\{[a-z]+}", "routes");
      int status = stranger.send(route.method(), path, "").statusCode();
      assertTrue(allowed.contains(route) || status == 401, route + " answers " + status);
    }
    assertTrue(RestApplication.routes().size() > 30);
  }

  @Test
  void whatDoesNotExistAnswers401WithoutCredentialsToo() {
    for (String path :
        List.of("/", "/nothing", "/api/", "/healthz/", "/api/login;x=1", "/api/%6Cogin")) {
      assertEquals(401, stranger.send("POST", path, "{}").statusCode(), path);
    }
    assertEquals(401, stranger.send("OPTIONS", "/api/tokens", "").statusCode());
    assertEquals(401, stranger.send("TRACE", "/healthz", "").statusCode());
  }

  @Test
  void refusalsOfStrangersAreCounted() {
    stranger.get("/api/me");
    plane.trail.flush(true);
    assertTrue(
        plane.memory.entries.stream()
            .anyMatch(
                entry ->
                    entry.action().equals("iam:Authenticate")
                        && entry.source().equals("127.0.0.1")
                        && entry.status() == 401));
  }

  @Test
  void theAdminApiRefusesInTheWordsOfApisix() {
    assertEquals(
        "{\"error_msg\":\"failed to check token\",\"description\":\"missing apikey\"}",
        stranger.get("/apisix/admin/routes").body());
    HttpResponse<String> wrong = stranger.with("X-API-KEY", "x").get("/apisix/admin/routes");
    assertEquals(401, wrong.statusCode());
    assertEquals("wrong apikey", Client.json(wrong).getString("description"));
    assertEquals("APISIX/3.18.0", wrong.headers().firstValue("Server").orElse(""));
    assertEquals("v3", wrong.headers().firstValue("X-API-VERSION").orElse(""));
    assertEquals(200, stranger.send("HEAD", "/apisix/admin", "").statusCode());
  }

  @Test
  void aChangeWithACookieNeedsTheOriginOfThisHost() {
    String cookie = cookie();
    String body = "{\"name\":\"x\"}";
    HttpResponse<String> none = stranger.with("Cookie", cookie).send("POST", "/api/tokens", body);
    assertEquals(403, none.statusCode());
    assertTrue(none.body().contains("Origin"), none.body());
    for (String foreign :
        List.of("https://evil.example", "null", "http://127.0.0.1:" + plane.port)) {
      HttpResponse<String> answer =
          stranger.with("Cookie", cookie, "Origin", foreign).send("POST", "/api/tokens", body);
      assertEquals(403, answer.statusCode(), foreign);
      assertFalse(answer.body().contains("evil"), answer.body());
    }
    Client own = stranger.with("Cookie", cookie, "Origin", "https://127.0.0.1:" + plane.port);
    assertEquals(201, own.send("POST", "/api/tokens", body).statusCode());
    assertEquals(200, stranger.with("Cookie", cookie).get("/api/me").statusCode());
  }

  @Test
  void aForeignPageCannotLogAVisitorIn() {
    HttpResponse<String> answer =
        stranger
            .with("Origin", "https://evil.example")
            .send("POST", "/api/login", "{\"username\":\"admin\",\"password\":\"x\"}");
    assertEquals(403, answer.statusCode());
  }

  @Test
  void aSessionEndsWithItsLogout() {
    Client page = page();
    assertEquals(200, page.get("/api/me").statusCode());
    HttpResponse<String> out = page.send("POST", "/api/logout", "");
    assertEquals(200, out.statusCode());
    assertTrue(out.headers().firstValue("Set-Cookie").orElse("").contains("Max-Age=0"));
    assertEquals(401, page.get("/api/me").statusCode());
  }

  @Test
  void aDeletedTokenCountsNoMore() {
    HttpResponse<String> made = admin.send("POST", "/api/tokens", "{\"name\":\"gone\"}");
    Client other = stranger.with("X-API-KEY", Client.value(made).getString("token"));
    assertEquals(200, other.get("/api/tokens").statusCode());
    assertFalse(other.get("/api/tokens").body().contains("\"token\""));
    String id = Client.value(made).getString("id");
    assertEquals(200, admin.send("DELETE", "/api/tokens/" + id, "").statusCode());
    assertEquals(401, other.get("/api/tokens").statusCode());
    assertEquals(404, admin.send("DELETE", "/api/tokens/odd", "").statusCode());
  }

  @Test
  void aOneTimePasswordMayOnlyChangeItself() {
    try (TestControlPlane fresh = new TestControlPlane(false)) {
      Client page = TestLogin.page(fresh, fresh.oneTime);
      assertTrue(Client.value(page.get("/api/me")).getBoolean("password_change_required"));
      assertEquals(403, page.get("/api/gateway_groups").statusCode());
      assertEquals(403, page.send("POST", "/api/tokens", "{\"name\":\"t\"}").statusCode());
      HttpResponse<String> changed =
          page.send(
              "PUT",
              "/api/password",
              "{\"old_password\":\""
                  + fresh.oneTime
                  + "\",\"new_password\":\"quite another one\"}");
      assertEquals(200, changed.statusCode(), changed.body());
      assertEquals(200, page.get("/api/gateway_groups").statusCode());
    }
  }

  @Test
  void everyAnswerBearsTheSecurityHeaders() {
    for (HttpResponse<String> answer :
        List.of(stranger.get("/healthz"), stranger.get("/nothing"), admin.get("/nothing"))) {
      assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
      assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
      assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
      assertTrue(answer.headers().firstValue("Content-Security-Policy").isPresent());
      assertTrue(answer.headers().firstValue("Referrer-Policy").isPresent());
      assertTrue(answer.headers().firstValue("X-Request-Id").orElse("").matches("[0-9a-f]{16}"));
      assertTrue(answer.headers().firstValue("Server").isEmpty());
    }
  }

  @Test
  void whatJaxRsFindsWrongIsAnsweredInTheSameShape() {
    assertEquals(
        "{\"error_msg\":\"there is nothing at this address\"}", admin.get("/api/secret9").body());
    HttpResponse<String> method = admin.send("PATCH", "/api/tokens", "{}");
    assertEquals(405, method.statusCode());
    assertTrue(method.body().startsWith("{\"error_msg\""), method.body());
  }

  @Test
  void aBugIs500WithAnIdAndNothingElse() {
    HttpResponse<String> answer =
        admin.send("PUT", "/apisix/admin/routes/b", "{\"uri\":\"/\",\"bug\":\"s3cret\"}");
    assertEquals(500, answer.statusCode());
    String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
    assertEquals("{\"error_msg\":\"internal error, id " + id + "\"}", answer.body());
  }

  @Test
  void bodiesAreBounded() {
    byte[] large = new byte[1_572_865];
    HttpResponse<String> declared =
        admin.send("PUT", "/apisix/admin/routes/1", BodyPublishers.ofByteArray(large));
    assertEquals(413, declared.statusCode());
    HttpResponse<String> chunked =
        admin.send(
            "PUT",
            "/apisix/admin/routes/1",
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
    assertEquals(413, chunked.statusCode());
    assertTrue(chunked.body().startsWith("{\"error_msg\""));
    String atLimit = "{\"uri\":\"/\"" + " ".repeat(1_572_864 - 11) + "}";
    assertEquals(201, admin.send("PUT", "/apisix/admin/routes/lim", atLimit).statusCode());
    String key = admin.get("/apisix/admin/routes/lim").body();
    assertTrue(key.contains("/apisix/routes/lim"), key);
    admin.send("DELETE", "/apisix/admin/routes/lim", "");
  }

  @Test
  void malformedBodiesAndOddAddressesAreClear4xx() {
    for (String body :
        List.of(
            "{\"planted9",
            "[1]",
            "{\"a\":1,\"a\":2}",
            "{} x",
            "[".repeat(10_000),
            "\"planted9\"")) {
      HttpResponse<String> answer = admin.send("PUT", "/apisix/admin/routes/1", body);
      assertEquals(400, answer.statusCode());
      assertFalse(answer.body().contains("planted9"), answer.body());
    }
    for (String id : List.of("a%2Fb", "%00", "...", "%2e%2e", "a%20b", "x".repeat(65), "%C3%A4")) {
      HttpResponse<String> answer = admin.get("/apisix/admin/routes/" + id);
      assertTrue(answer.statusCode() / 100 == 4, id + " " + answer.statusCode());
      assertTrue(answer.body().startsWith("{\"error_msg\""), id + answer.body());
    }
    assertEquals(400, admin.get("/api/audit_logs?resource_id=%00").statusCode());
    assertEquals(400, admin.get("/api/audit_logs?page=1&page=2").statusCode());
    assertEquals(400, admin.get("/api/gateway_groups/%2E%2E%2Fx").statusCode());
  }

  @Test
  void aMissingBodyIsSaidToBeMissing() {
    for (String method : List.of("PUT", "PATCH")) {
      HttpResponse<String> answer = admin.send(method, "/apisix/admin/routes/1", "");
      assertEquals(400, answer.statusCode());
      assertEquals("{\"error_msg\":\"the body is missing; send it as JSON\"}", answer.body());
    }
  }

  @Test
  void optionsTellsTheMethodsWithoutABody() {
    HttpResponse<String> answer = admin.send("OPTIONS", "/api/tokens", "");
    assertEquals(204, answer.statusCode());
    assertEquals("", answer.body());
    assertEquals(Optional.empty(), answer.headers().firstValue("Content-Type"));
    assertEquals(
        Set.of("GET", "HEAD", "OPTIONS", "POST"),
        Set.of(answer.headers().firstValue("Allow").orElseThrow().split("[, ]+")));
    HttpResponse<String> nothing = admin.send("OPTIONS", "/api/nothing", "");
    assertEquals(404, nothing.statusCode());
    assertTrue(nothing.body().startsWith("{\"error_msg\""), nothing.body());
    assertEquals(401, stranger.send("OPTIONS", "/api/tokens", "").statusCode());
  }

  @Test
  void requestsThatAreNoHttpDoNotReachTheApplication() {
    for (String line :
        List.of("GET /%zz", "GET /apisix/admin/routes/\u0000", "GET /" + "x".repeat(10_000))) {
      String answer = stranger.raw(line);
      assertTrue(answer.startsWith("HTTP/1.1 4"), line.substring(0, 20 % line.length()) + answer);
      assertFalse(answer.contains("at io."), answer);
    }
    String dots = stranger.raw("GET /healthz/../api/tokens");
    assertTrue(dots.startsWith("HTTP/1.1 401"), dots);
    String login = stranger.raw("POST /api/login", "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    assertTrue(login.startsWith("HTTP/1.1 4"), login);
  }

  @Test
  void theCallerBehindATrustedProxyIsWhoItSays() {
    stranger.with("X-Forwarded-For", "203.0.113.9, 198.51.100.7").get("/api/me");
    plane.trail.flush(true);
    List<String> sources = plane.memory.entries.stream().map(AuditEntry::source).toList();
    assertTrue(sources.contains("198.51.100.7"), sources.toString());
    assertFalse(sources.contains("203.0.113.9"), sources.toString());
  }

  @Test
  void strangersAreFewEntriesHoweverManyAddressesTheyHave() {
    assertEquals(List.of("2001:db8:0:1::/64"), sourcesAfter("2001:db8:0:1::%x"));
    assertTrue(sourcesAfter("2001:db8:1:%x::1").size() <= 101);
  }

  /** Where the refusals of 200 addresses are counted. */
  private List<String> sourcesAfter(String address) {
    plane.trail.flush(true);
    int before = plane.memory.entries.size();
    for (int i = 1; i <= 200; i++) {
      stranger.with("X-Forwarded-For", address.formatted(i)).get("/api/me");
    }
    plane.trail.flush(true);
    return plane.memory.entries.stream().skip(before).map(AuditEntry::source).distinct().toList();
  }

  @Test
  void requestsAreCountedByTemplate() {
    admin.get("/apisix/admin/routes/counted");
    admin.send("BREW", "/api/tokens", "");
    stranger.get("/somewhere");
    assertTrue(
        plane.counted.contains("admin GET /apisix/admin/{kind}/{id} 404"),
        plane.counted.toString());
    assertTrue(plane.counted.contains("admin GET unmatched 401"));
    assertTrue(plane.counted.stream().noneMatch(line -> line.contains("BREW")));
  }

  @Test
  void withoutItsKeysItAnswersNothingButHowItIs() {
    plane.unsealed = false;
    try {
      assertEquals(200, stranger.get("/healthz").statusCode());
      assertEquals(200, stranger.get("/readyz").statusCode());
      for (Route route : RestApplication.routes()) {
        if (!route.template().matches("/(healthz|readyz)|/api/sys/(seal-status|init|unseal)")) {
          String path = route.template().replaceAll("\\{\\w+}", "x");
          for (Client client : List.of(admin, stranger)) {
            assertEquals(
                503, client.send(route.method(), path, "{}").statusCode(), route::toString);
          }
        }
      }
    } finally {
      plane.unsealed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match", "If-None-Match", "If-Unmodified-Since"})
  void aChangeOnAConditionIsRefusedAndNotMade(String condition) {
    JsonObject made =
        Client.value(admin.send("POST", "/api/tokens", "{\"name\":\"" + condition + "\"}"));
    Client conditional = stranger.with("X-API-KEY", made.getString("token"), condition, "*");
    String path = "/apisix/admin/consumers/conditional";
    HttpResponse<String> answer = conditional.send("PUT", path, "{\"username\":\"conditional\"}");
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(condition), answer.body());
    assertEquals(404, conditional.get(path).statusCode());
  }

  @Test
  void readinessSaysWhyNot() {
    assertEquals("{\"status\":\"ok\"}", stranger.get("/readyz").body());
    plane.notReady.add("sealed");
    HttpResponse<String> answer = stranger.get("/readyz");
    plane.notReady.clear();
    assertEquals(503, answer.statusCode());
    assertEquals("{\"status\":\"unavailable\",\"reasons\":[\"sealed\"]}", answer.body());
  }
}
