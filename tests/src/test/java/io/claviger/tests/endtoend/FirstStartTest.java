package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.CanaryScan;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there after a first start, and that a second one finds it. */
class FirstStartTest {
  private static final String PASSWORD = "CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD";
  private static final String LASTING = "correct staple of the house";
  private static final String GROUPS = "/api/gateway_groups";

  @Test
  void theFirstStartIsPrivateAndTheSecondFindsItsData(@TempDir Path home) throws IOException {
    ClavigerProcess.Setup setup = ClavigerProcess.in(home).without(PASSWORD);
    String fingerprints;
    try (ClavigerProcess first = setup.start()) {
      assertEverythingIsPrivate(first.dataDir());
      String oneTime = Files.readString(first.dataDir().resolve("admin-password"));
      fingerprints = fingerprints(first);
      assertTrue(first.adminPort() > 0 && first.dpPort() > 0 && first.metricsPort() > 0);
      assertFalse(first.output().contains(oneTime), "the password is in the output");
      theOneTimePasswordOnlyChangesItself(first.stranger(), oneTime);
      Waiting.until(
          "the removal of the one-time password's file",
          () -> Files.notExists(first.dataDir().resolve("admin-password")),
          Duration.ofSeconds(30));
      AdminClient admin = first.stranger().logIn("admin", LASTING);
      admin.post(GROUPS, JsonTree.object().add("id", "mine").add("name", "x").build()).expect(201);
    }
    // As if the process had ended before, or another had changed the password.
    Path left = Files.writeString(home.resolve("data").resolve("admin-password"), "left");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-------"));
    // A password that is given later changes nobody.
    setup.with(PASSWORD, "another passphrase of the house");
    try (ClavigerProcess second = setup.start()) {
      assertTrue(Files.notExists(left), "the file of a password that was changed");
      assertEquals(fingerprints, fingerprints(second));
      assertFalse(second.output().contains("password"), second.output());
      second.stranger().logIn("admin", LASTING).get(GROUPS + "/mine").expect(200);
      assertEverythingIsPrivate(second.dataDir());
    }
  }

  private static void assertEverythingIsPrivate(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      List<String> open =
          all.filter(
                  path ->
                      !permissions(path)
                          .equals(Files.isDirectory(path) ? "rwx------" : "rw-------"))
              .map(Path::toString)
              .toList();
      assertEquals(List.of(), open);
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Those of the certificate and of both authorities. */
  private static String fingerprints(ClavigerProcess process) {
    List<String> lines =
        process
            .output()
            .lines()
            .filter(line -> line.matches(".* ([0-9A-F]{2}:){31}[0-9A-F]{2}"))
            .toList();
    assertEquals(3, lines.size(), process.output());
    return String.join("\n", lines);
  }

  private static void theOneTimePasswordOnlyChangesItself(AdminClient stranger, String oneTime) {
    AdminClient admin = stranger.logIn("admin", oneTime);
    admin.get("/api/me").expect(200);
    admin.get(GROUPS).expect(403);
    admin.get("/api/audit_logs").expect(403);
    admin.get("/apisix/admin/routes").expect(403);
    admin.post("/api/tokens", JsonTree.object().add("name", "x").build()).expect(403);
    admin.put("/apisix/admin/routes/1", "{\"uri\":\"/\"}").expect(403);
    admin.send("POST", "/api/logout", new byte[0]).expect(200);
    admin.get("/api/me").expect(401);
    admin = stranger.logIn("admin", oneTime);
    admin.put("/api/password", change(oneTime, oneTime)).expect(400);
    admin.put("/api/password", change("not " + oneTime, LASTING)).expect(400);
    AdminClient.Answer changed = admin.put("/api/password", change(oneTime, LASTING));
    assertTrue(changed.status() < 300, changed.body());
    stranger.tryLogIn("admin", oneTime).expect(401);
  }

  private static JsonObject change(String from, String to) {
    return JsonTree.object().add("old_password", from).add("new_password", to).build();
  }

  @Test
  void aPasswordFromAFileLasts(@TempDir Path home) throws IOException {
    Path file = home.resolve("password");
    Files.writeString(file, LASTING + "\n");
    try (ClavigerProcess process =
        ClavigerProcess.in(home)
            .without(PASSWORD)
            .with(PASSWORD + "_FILE", file.toString())
            .start()) {
      assertFalse(Files.exists(process.dataDir().resolve("admin-password")));
      process.stranger().logIn("admin", LASTING).get(GROUPS).expect(200);
    }
  }

  @Test
  void theKeyOfTheSealMayBeGivenAndIsOnNoDiskThen(@TempDir Path home) throws IOException {
    String key = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
    ClavigerProcess.Setup setup = ClavigerProcess.in(home).with("CLAVIGER_SEAL_KEY", key);
    setup.start().close();
    assertFalse(Files.exists(home.resolve("data/keys/root.key")));
    CanaryScan scan = new CanaryScan();
    scan.plant("the key", key);
    scan.plant("its bytes", Base64.getDecoder().decode(key));
    assertEquals(Set.of(), scan.below(home, left -> false));
    setup.start().close();

    ClavigerProcess refused =
        setup.with("CLAVIGER_SEAL_KEY", Base64.getEncoder().encodeToString(new byte[32])).launch();
    assertEquals(1, refused.await());
    assertTrue(refused.output().contains("claviger.seal.key does not open"), refused.output());
  }

  /** However far it came: only what it made last can have been missing. */
  @Test
  void aFirstStartThatWasCutShortIsMadeGood(@TempDir Path home) throws IOException {
    ClavigerProcess.Setup setup = ClavigerProcess.in(home).without(PASSWORD);
    Path data = home.resolve("data");
    for (Path sight :
        List.of(
            data.resolve("keys").resolve("root.key"),
            data.resolve("keys").resolve("shred").resolve("system.key"),
            data.resolve("tls").resolve("admin.crt"))) {
      ClavigerProcess cut = setup.launch();
      cut.awaitFile(sight);
      cut.kill();
    }
    try (ClavigerProcess process = setup.start()) {
      String oneTime = Files.readString(data.resolve("admin-password"));
      process.stranger().logIn("admin", oneTime).get("/api/me").expect(200);
    }
  }
}
