package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.resource.ResourceKind;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.CanaryScan;
import io.claviger.tests.harness.CanaryScan.Found;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DatabaseDump;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.PluginExamples;
import io.claviger.tests.harness.PluginExamples.Example;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret that is given to the program or made by it lies nowhere in plaintext: not in the
 * data directory, the database, what it printed, the metrics or the audit log, in no encoding of
 * {@link CanaryScan}, neither after it was killed nor after it was stopped. And the gateway that it
 * is for has it.
 *
 * <p>What is no secret is planted, too, and is found in the same passes: they see what is there.
 */
class PlantedSecretsTest {
  private static final String ADMIN = "/apisix/admin/";
  private static final String GROUP = "blue";
  private static final String NO_SECRET = "what is no secret";
  private static final String CREDENTIALS = "consumers/jack/credentials";
  private static final String EMBEDDED = "claviger.mv.db";

  private final Secrets secrets = new Secrets();
  private final CanaryScan scan = secrets.scan();
  private final SensitiveFields fields = new SensitiveFields(secrets);
  private final List<String> answers = new ArrayList<>();
  private final MalformedRequests malformed = new MalformedRequests(secrets, answers);
  private final Set<Found> found = new HashSet<>();

  @Test
  void noSecretLiesInPlaintextWithTheEmbeddedDatabase(@TempDir Path home) throws Exception {
    nothingIsFound(Installation.onH2(home));
  }

  @Test
  void noSecretLiesInPlaintextWithPostgreSql(@TempDir Path home) throws Exception {
    nothingIsFound(Installation.onPostgres(home));
  }

  private void nothingIsFound(Installation unconfigured) throws Exception {
    String password = secrets.word("the password of the first start");
    try (Installation installation = unconfigured.withPassword(password)) {
      ClavigerProcess process = installation.start();
      AdminClient admin = credentials(process, password);
      IssuedDataPlane plane = groupWithResources(process, admin);
      malformed.resources(admin);
      malformed.addresses(admin);
      malformed.management(admin);
      malformed.headers(process.stranger(), admin);
      malformed.dataPlane(plane);
      malformed.withoutTls(process.adminPort());
      malformed.withoutTls(process.dpPort());
      String wireKey = scan.plant("the wire key", plane.wireKeyring().getFirst());
      fields.assertArrived(HarnessDataPlane.read(plane.endpoint()), wireKey);
      keysOfThisInstallation(installation);
      lookAtWhatIsServed(process, admin);
      process.kill();
      lookAtWhatIsLeft(installation);
      installation.start();
      installation.stop();
      lookAtWhatIsLeft(installation);
    }
    found.removeIf(PlantedSecretsTest::isNoSecret);
    assertEquals(Set.of(), new TreeSet<>(found.stream().map(Found::toString).toList()));
  }

  private static boolean isNoSecret(Found canary) {
    return canary.canary().equals(NO_SECRET);
  }

  /** Passwords, a session, a token; right ones and wrong ones. */
  private AdminClient credentials(ClavigerProcess process, String password) {
    AdminClient stranger = process.stranger();
    stranger.tryLogIn("admin", secrets.text("a wrong password")).expect(401);
    stranger
        .tryLogIn(secrets.text("the name of nobody"), secrets.text("nobody's password"))
        .expect(401);
    AdminClient session = stranger.logIn("admin", password);
    scan.plant("a session", session.header("Cookie").orElseThrow().split("=", 2)[1]);
    String fresh = secrets.text("a changed password");
    malformed
        .send(
            session,
            "PUT",
            "/api/password",
            Json.of("{'old_password':%s,'new_password':%s}", password, fresh))
        .expect(200);
    malformed
        .send(
            session,
            "PUT",
            "/api/password",
            Json.of(
                "{'old_password':%s,'new_password':%s}",
                secrets.text("a wrong old password"),
                secrets.text("a password that was not taken")))
        .expect(400);
    AdminClient again = stranger.logIn("admin", fresh);
    scan.plant("another session", again.header("Cookie").orElseThrow().split("=", 2)[1]);
    AdminClient admin = again.withNewToken("tests");
    String token = scan.plant("a token", admin.header("X-API-KEY").orElseThrow());
    scan.plant("the secret of a token", token.substring(21, 64));
    return admin;
  }

  private IssuedDataPlane groupWithResources(ClavigerProcess process, AdminClient admin) {
    malformed
        .send(
            admin,
            "POST",
            "/api/gateway_groups",
            Json.of("{'id':'blue','name':'Blue','description':%s}", secrets.word(NO_SECRET)))
        .expect(201);
    String query = "?gateway_group_id=" + GROUP;
    fields
        .bodies()
        .forEach(
            (key, body) -> malformed.send(admin, "PUT", ADMIN + key + query, body).expect(201));
    PluginExamples.all().forEach(example -> putExample(admin, example, query));
    String pointer = "/plugins/limit-count/redis_password";
    String limited = ADMIN + "routes/limited";
    malformed
        .send(
            admin,
            "PATCH",
            limited + query,
            Json.of(
                "{'plugins':{'limit-count':{'redis_password':%s}}}",
                fields.replaced("routes/limited", pointer)))
        .expect(200);
    malformed
        .send(
            admin,
            "PATCH",
            limited + pointer + query,
            Json.of("%s", fields.replaced("routes/limited", pointer)))
        .expect(200);
    IssuedDataPlane plane = IssuedDataPlane.of(process, admin, GROUP);
    scan.plantPem("the key of a data plane", plane.privateKey());
    return plane;
  }

  /** Crooked ones first: what is accepted of them is then replaced. */
  private void putExample(AdminClient admin, Example example, String query) {
    String path = ADMIN + example.kind() + "/" + example.id() + query;
    for (String crooked : fields.crookedBodies(example)) {
      assertTrue(malformed.send(admin, "PUT", path, crooked).status() < 500, example.toString());
      validate(admin, example, query, crooked);
    }
    String body = fields.body(example);
    validate(admin, example, query, body).forEach(answer -> answer.expect(200));
    AdminClient.Answer answer = malformed.send(admin, "PUT", path, body);
    assertTrue(answer.status() < 300, example + " " + answer.body());
  }

  /** Alone, and in a whole configuration; nothing of it is stored. */
  private List<AdminClient.Answer> validate(
      AdminClient admin, Example example, String query, String body) {
    String kind = example.kind();
    List<AdminClient.Answer> validated =
        List.of(
            malformed.send(admin, "POST", ADMIN + "schema/validate/" + kind + query, body),
            malformed.send(
                admin,
                "POST",
                ADMIN + "configs/validate" + query,
                "{\"" + kind + "\":[" + body + "]}"));
    validated.forEach(answer -> assertTrue(answer.status() < 500, example.toString()));
    return validated;
  }

  /** What the program made for itself, and keeps in files of their own. */
  private void keysOfThisInstallation(Installation installation) throws IOException {
    try (Stream<Path> files = Files.walk(installation.keys())) {
      // Beside the keys lies the name of the installation, which is no secret.
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("installation.id"))
              .toList()) {
        scan.plant(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    Path adminKey = installation.process().dataDir().resolve("tls").resolve("admin.key");
    scan.plantPem("the key of the admin port", Files.readString(adminKey));
    scan.plant("a private key", "-----BEGIN PRIVATE KEY-----");
    scan.plant("a private key of an elliptic curve", "-----BEGIN EC PRIVATE KEY-----");
  }

  private void lookAtWhatIsServed(ClavigerProcess process, AdminClient admin) throws Exception {
    answers.forEach(answer -> found.addAll(scan.in("an answer", answer)));
    URI metrics = URI.create("http://127.0.0.1:" + process.metricsPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      String page =
          client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      assertTrue(page.contains("claviger_requests_total"), page);
      found.addAll(scan.in("metrics", page));
    }
    List<String> lists =
        Stream.of(ResourceKind.values())
            .map(kind -> kind == ResourceKind.CREDENTIAL ? CREDENTIALS : kind.path())
            .toList();
    for (String list : lists) {
      String path = ADMIN + list + "?gateway_group_id=" + GROUP;
      found.addAll(scan.in(list, admin.get(path).expect(200).body()));
    }
    for (String path : List.of("/api/tokens", "/api/gateway_groups/blue/instances", "/api/me")) {
      found.addAll(scan.in(path, admin.get(path).expect(200).body()));
    }
    lookAtTheAuditLog(admin);
  }

  private void lookAtTheAuditLog(AdminClient admin) {
    int seen = 0;
    for (int page = 1; ; page++) {
      AdminClient.Answer answer =
          admin.get("/api/audit_logs?page_size=50&page=" + page).expect(200);
      List<JsonObject> entries = answer.json().getJsonArray("list").getValuesAs(JsonObject.class);
      found.addAll(scan.in("audit log", answer.body()));
      seen += entries.size();
      if (entries.isEmpty()) {
        break;
      }
    }
    assertTrue(seen > 150, "only " + seen + " entries");
  }

  private void lookAtWhatIsLeft(Installation installation) throws IOException, SQLException {
    String printed = installation.process().output();
    assertTrue(printed.contains("Claviger is ready."));
    found.addAll(scan.in("what was printed", printed));
    Path data = installation.process().dataDir();
    Set<Found> inFiles =
        scan.below(
            data, file -> file.startsWith(data.resolve("keys")) || file.endsWith("tls/admin.key"));
    if (Files.exists(data.resolve(EMBEDDED))) {
      assertSeen(inFiles, EMBEDDED);
    }
    found.addAll(inFiles);
    lookIntoTheTables(installation);
    try (Stream<Path> files = Files.list(installation.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.addAll(scan.in(file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
      }
    }
  }

  private void lookIntoTheTables(Installation installation) throws IOException, SQLException {
    Set<Found> inTables = new HashSet<>();
    try (Connection connection = installation.connect()) {
      int values =
          DatabaseDump.of(connection, (place, bytes) -> inTables.addAll(scan.in(place, bytes)));
      assertTrue(values > 500, "only " + values + " values");
    }
    assertSeen(inTables, "\"gateway_group\".description");
    found.addAll(inTables);
  }

  /** That a pass has come by what is no secret. */
  private static void assertSeen(Set<Found> pass, String place) {
    assertTrue(
        pass.stream()
            .filter(PlantedSecretsTest::isNoSecret)
            .anyMatch(canary -> canary.place().equalsIgnoreCase(place)),
        place + " was not looked into");
  }
}
