package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.rest.edge.PublicRoutes;
import io.claviger.adapters.rest.edge.Route;
import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.RawHttp;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and how long: two processes on one PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {
  private static final List<String> METHODS =
      List.of(
          "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW");
  private static final String PASSWORD = ClavigerProcess.ADMIN_PASSWORD;

  private TestDatabase database;
  private ClavigerProcess one;
  private ClavigerProcess two;
  private AdminClient admin;

  @BeforeAll
  void start(@TempDir Path home) {
    database = TestDatabase.postgres();
    String keys = home.resolve("keys").toString();
    one = setup(home.resolve("one"), keys).start();
    two = setup(home.resolve("two"), keys).start();
    admin = one.admin();
  }

  private ClavigerProcess.Setup setup(Path home, String keys) {
    return ClavigerProcess.in(home, database.url(), database.user(), database.password())
        .with("CLAVIGER_KEYS_DIR", keys);
  }

  @AfterAll
  void stop() {
    two.close();
    one.close();
  }

  @Test
  void theAllowListIsThisOne() {
    assertEquals(
        Set.of(
            new Route("GET", "/api/sys/seal-status"),
            new Route("POST", "/api/sys/init"),
            new Route("POST", "/api/sys/unseal"),
            new Route("POST", "/api/login"),
            new Route("GET", "/healthz"),
            new Route("GET", "/readyz"),
            new Route("GET", "/api/sys/audit/public_key"),
            new Route("HEAD", "/apisix/admin")),
        PublicRoutes.ALL);
    AdminClient stranger = one.stranger();
    assertEquals(200, stranger.get("/healthz").status());
    assertEquals(200, stranger.get("/readyz").status());
    assertEquals(200, stranger.get("/api/sys/audit/public_key").status());
    assertEquals(200, stranger.get("/api/sys/seal-status").status());
    assertEquals(400, stranger.post("/api/sys/init", JsonTree.object().build()).status());
    assertEquals(400, stranger.post("/api/sys/unseal", JsonTree.object().build()).status());
    assertEquals(200, stranger.send("HEAD", "/apisix/admin", new byte[0]).status());
    assertEquals(400, stranger.post("/api/login", JsonTree.object().build()).status());
  }

  @Test
  void everyOtherRouteIs401WithoutCredentialsWithEveryMethod() throws IOException {
    Set<String> addresses = new LinkedHashSet<>();
    Addresses.all().forEach(route -> addresses.add(route.template()));
    addresses.addAll(
        List.of(
            "/",
            "/nothing",
            "/api",
            "/api/",
            "/api/nothing",
            "/apisix",
            "/apisix/admin",
            "/apisix/admin/",
            "/apisix/admin/nothing",
            "/apisix/admin/nothing/1/2/3",
            "/metrics",
            "/openapi",
            "/observe/health",
            "/application.wadl",
            "/healthz/",
            "/healthz;a",
            "/api/login/",
            "/api/login;a=b",
            "/api/%6Cogin",
            "//api/login",
            "/api/./login"));
    try (RawHttp raw = RawHttp.open(trust(), one.adminPort())) {
      for (String address : addresses) {
        for (String method : METHODS) {
          if (!PublicRoutes.ALL.contains(new Route(method, address))) {
            assertEquals(401, status(raw, method, address), method + " " + address);
          }
        }
      }
    }
  }

  private SSLContext trust() throws IOException {
    return Tls.trusting(Files.readString(one.dataDir().resolve("tls").resolve("admin.crt")));
  }

  private static int status(RawHttp raw, String method, String address) throws IOException {
    byte[] request =
        RawHttp.request(
            method + " " + address + " HTTP/1.1", Map.of("Host", "localhost"), new byte[0]);
    return method.equals("HEAD") ? raw.head(request).status() : raw.exchange(request).status();
  }

  @Test
  void wrongTokensAreRefused() {
    String token = admin.header("X-API-KEY").orElseThrow();
    List<String> wrong =
        new ArrayList<>(
            List.of(
                "cvg_",
                "x",
                "x".repeat(5_000),
                token.toUpperCase(Locale.ROOT),
                token + "A",
                token.substring(1),
                "edd1c9f034335f136f87ad84b625c8f1"));
    for (int at : new int[] {3, 5, 22, 40, token.length() - 2}) {
      char other = token.charAt(at) == 'b' ? 'c' : 'b';
      wrong.add(token.substring(0, at) + other + token.substring(at + 1));
    }
    for (String text : wrong) {
      AdminClient stranger = one.stranger().with("X-API-KEY", text);
      assertEquals(401, stranger.get("/api/me").status(), text);
      AdminClient.Answer answer = stranger.get("/apisix/admin/routes").expect(401);
      assertEquals(
          "{\"error_msg\":\"failed to check token\",\"description\":\"wrong apikey\"}",
          answer.body());
    }
    admin.get("/api/me").expect(200);
  }

  @Test
  void aTokenLasts90DaysUnlessAnotherTimeIsAskedFor() {
    JsonObject token = create(admin, null);
    assertEquals(
        Duration.ofDays(90).toSeconds(),
        token.getJsonNumber("expires_at").longValue()
            - token.getJsonNumber("created_at").longValue());
    long end = Instant.now().plus(Duration.ofDays(3)).getEpochSecond();
    assertEquals(end, create(admin, end).getJsonNumber("expires_at").longValue());
    post(admin, Instant.now().getEpochSecond() - 1).expect(400);
    post(admin, -1L).expect(400);
  }

  @Test
  void anExpiredTokenIsRefused() {
    JsonObject token = create(admin, Instant.now().plus(Duration.ofSeconds(4)).getEpochSecond());
    AdminClient holder = holder(one, token);
    holder.get("/api/me").expect(200);

    Waiting.until("401", () -> holder.get("/api/me").status() == 401, Duration.ofSeconds(30));

    holder(two, token).get("/api/me").expect(401);
  }

  @Test
  void aDeletedTokenIsRefusedAtOnceByEveryProcess() {
    JsonObject token = create(admin, null);
    AdminClient here = holder(one, token);
    AdminClient there = holder(two, token);
    here.get("/api/me").expect(200);
    there.get("/api/me").expect(200);
    assertFalse(here.get("/api/tokens").expect(200).body().contains(token.getString("token")));

    there.delete("/api/tokens/" + token.getString("id")).expect(200);

    here.get("/api/me").expect(401);
    there.get("/api/me").expect(401);
    admin.delete("/api/tokens/" + token.getString("id")).expect(404);
  }

  private static JsonObject create(AdminClient by, @Nullable Long expiresAt) {
    return post(by, expiresAt).expect(201).value();
  }

  private static AdminClient.Answer post(AdminClient by, @Nullable Long expiresAt) {
    var body = JsonTree.object().add("name", "t");
    return by.post(
        "/api/tokens", (expiresAt == null ? body : body.add("expires_at", expiresAt)).build());
  }

  private static AdminClient holder(ClavigerProcess process, JsonObject token) {
    return process.stranger().with("X-API-KEY", token.getString("token"));
  }

  @Test
  void aSessionsCookieIsForThisHostOverTlsAndNoScript() {
    String cookie =
        one.stranger()
            .tryLogIn("admin", PASSWORD)
            .expect(200)
            .headers()
            .getOrDefault("set-cookie", "");

    assertTrue(
        cookie.matches(
            "__Host-claviger-session=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict"),
        cookie);
  }

  @Test
  void aChangeWithACookieNeedsTheOriginOfThisHost() {
    AdminClient session = one.stranger().logIn("admin", PASSWORD);
    String origin = session.header("Origin").orElseThrow();
    JsonObject token = JsonTree.object().add("name", "by session").build();
    session.post("/api/tokens", token).expect(201);
    AdminClient without = one.stranger().with("Cookie", session.header("Cookie").orElseThrow());

    without.get("/api/me").expect(200);
    without.post("/api/tokens", token).expect(403);
    for (String foreign :
        List.of(
            "null",
            "https://evil.example",
            origin + ".evil.example",
            origin.replace("https", "http"),
            "https://localhost",
            "https://localhost:1")) {
      without.with("Origin", foreign).post("/api/tokens", token).expect(403);
      without.with("Origin", foreign).post("/api/logout", JsonTree.object().build()).expect(403);
    }
    assertEquals(
        403,
        one.stranger().with("Origin", "https://evil.example").tryLogIn("admin", PASSWORD).status());
    session.get("/api/me").expect(200);
  }

  @Test
  void loggingOutEndsTheSessionInEveryProcess() {
    AdminClient session = one.stranger().logIn("admin", PASSWORD);
    String cookie = session.header("Cookie").orElseThrow();
    AdminClient there = two.stranger().with("Cookie", cookie);
    there.get("/api/me").expect(200);

    AdminClient.Answer answer = session.post("/api/logout", JsonTree.object().build()).expect(200);

    assertTrue(answer.headers().getOrDefault("set-cookie", "").contains("Max-Age=0"));
    session.get("/api/me").expect(401);
    there.get("/api/me").expect(401);
  }

  @Test
  void wrongUserAndWrongPasswordLookAlike() {
    AdminClient.Answer wrongPassword =
        one.stranger().tryLogIn("admin", "another test passphrase").expect(401);
    AdminClient.Answer wrongUser = one.stranger().tryLogIn("nobody", PASSWORD).expect(401);

    assertEquals(wrongPassword.body(), wrongUser.body());
    assertEquals(constant(wrongPassword), constant(wrongUser));
  }

  private static Map<String, String> constant(AdminClient.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.keySet().removeAll(Set.of("date", "x-request-id"));
    return headers;
  }

  @Test
  void aPasswordIsChangedByItsRulesAndEndsOtherSessions() {
    String fresh = "correct staple of the house";
    AdminClient session = one.stranger().logIn("admin", PASSWORD);
    AdminClient other = two.stranger().logIn("admin", PASSWORD);
    for (String bad :
        List.of("elevenchars", "x1".repeat(64) + "y", "012345678910", "aaaaaaaaaaaaa", "")) {
      assertTrue(change(session, PASSWORD, bad).expect(400).body().contains("password"), bad);
    }
    change(session, "not the old password", fresh).expect(400);
    change(session, PASSWORD, PASSWORD).expect(400);
    other.get("/api/me").expect(200);

    change(session, PASSWORD, fresh).expect(200);

    session.get("/api/me").expect(200);
    other.get("/api/me").expect(401);
    two.stranger().tryLogIn("admin", PASSWORD).expect(401);
    change(two.stranger().logIn("admin", fresh), fresh, PASSWORD).expect(200);
    one.stranger().tryLogIn("admin", PASSWORD).expect(200);
  }

  private static AdminClient.Answer change(AdminClient by, String old, String fresh) {
    return by.put(
        "/api/password",
        JsonTree.object().add("old_password", old).add("new_password", fresh).build());
  }
}
