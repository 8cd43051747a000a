package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.CanaryScan;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.OpenedInstallation;
import io.claviger.tests.harness.StoredKeys;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A process whose seal is split: from its first start to what a thief of all its disks has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STATUS = "/api/sys/seal-status";
  private static final String UNSEAL = "/api/sys/unseal";
  private static final String INIT =
      "{'shares':%s,'threshold':%s,'bootstrap_password':'a lasting passphrase 71'}";

  private final FixedPorts ports = FixedPorts.find();
  private final CanaryScan canaries = new CanaryScan();
  private Path home;
  private ClavigerProcess process;
  private AdminClient stranger;
  private AdminClient admin;
  private List<String> shares = List.of();
  private IssuedDataPlane dataPlane;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // The tests come in order, and the second fills the rest.
  void start(@TempDir Path directory) {
    home = directory;
    launch();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  private void launch() {
    process =
        ports
            .of(ClavigerProcess.in(home))
            .without("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD")
            .with("CLAVIGER_SEAL_TYPE", "shamir")
            .startSealed();
    stranger = process.stranger();
  }

  private static JsonObject object(String body) {
    return StrictJson.parse(body.replace('\'', '"')).asJsonObject();
  }

  private AdminClient.Answer unseal(String share) {
    return stranger.post(UNSEAL, JsonTree.object().add("share", share).build());
  }

  private void assertStatus(boolean initialized, boolean sealed, int progress) {
    JsonObject status = stranger.get(STATUS).expect(200).value();
    assertEquals("shamir", status.getString("type"));
    assertEquals(initialized, status.getBoolean("initialized"));
    assertEquals(sealed, status.getBoolean("sealed"));
    assertEquals(progress, status.getInt("progress"));
  }

  private void assertSealed() {
    stranger.get("/healthz").expect(200);
    stranger.get("/readyz").expect(503);
    for (String path : List.of("/api/me", "/apisix/admin/routes", "/api/sys/audit/public_key")) {
      stranger.get(path).expect(503);
    }
    stranger.post("/api/login", object("{'username':'admin','password':'x'}")).expect(503);
    stranger.post("/api/sys/seal", object("{}")).expect(503);
  }

  @Test
  @Order(1)
  void theFirstStartWaitsToBeInitialised() {
    assertStatus(false, true, 0);
    assertSealed();
    assertNobodyListens();
    unseal("cvgs1_").expect(400);
    stranger.post("/api/sys/init", object(INIT.formatted(2, 3))).expect(400);
    stranger.post("/api/sys/init", object(INIT.formatted(3, 1))).expect(400);
    stranger.post("/api/sys/init", object(INIT.formatted(256, 2))).expect(400);
    stranger
        .post("/api/sys/init", object("{'shares':3,'threshold':2,'bootstrap_password':'short'}"))
        .expect(400);
    assertStatus(false, true, 0);

    shares =
        stranger
            .post("/api/sys/init", object(INIT.formatted(3, 2)))
            .expect(201)
            .value()
            .getJsonArray("shares")
            .getValuesAs(JsonString::getString);

    assertEquals(3, Set.copyOf(shares).size());
    stranger.post("/api/sys/init", object(INIT.formatted(3, 2))).expect(409);
    assertStatus(true, true, 0);
    assertSealed();
    assertNobodyListens();
  }

  private void assertNobodyListens() {
    assertThrows(
        ConnectException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), ports.dp()).close());
  }

  @Test
  @Order(2)
  void aThousandBadSharesAndAReplayedOneLoseNothingAndTheRightOnesUnseal() {
    unseal(shares.get(2)).expect(200);
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      byte[] value = new byte[32];
      random.nextBytes(value);
      unseal(new Share(7, 1 + i % 3, Secret.of(value)).text().revealText()).expect(400);
    }
    unseal(shares.get(2)).expect(200);
    assertStatus(true, true, 1);
    assertSealed();

    unseal(shares.get(0)).expect(200);

    assertStatus(true, false, 0);
    stranger.get("/readyz").expect(200);
    admin = stranger.logIn("admin", "a lasting passphrase 71").withNewToken("tests");
    String secret = canaries.plant("secret", "a-planted-secret-of-jack-4711");
    admin
        .put(
            "/apisix/admin/consumers",
            Json.of("{'username':'jack','plugins':{'key-auth':{'key':%s}}}", secret))
        .expect(201);
    shares.forEach(share -> canaries.plant("share", share));
    dataPlane = IssuedDataPlane.of(ports.dp(), admin, "default");
    assertEquals(200, dataPlane.range().statusCode());
  }

  @Test
  @Order(3)
  void sealedAtRunTimeItServesNothingAndItsDataPlanesWait() {
    try (HarnessDataPlane follower =
        HarnessDataPlane.start(dataPlane.endpoint(), HarnessDataPlane.Pace.HASTY)) {
      follower.awaitLoaded(LIMIT);
      stranger.post("/api/sys/seal", object("{}")).expect(401);
      admin.post("/api/sys/seal", object("{}")).expect(200);

      assertStatus(true, true, 0);
      assertSealed();
      assertEquals(503, dataPlane.range().statusCode());
      unseal(shares.get(0)).expect(200);
      assertSealed();
      assertEquals(503, dataPlane.range().statusCode());
      unseal(shares.get(1)).expect(200);

      route("after");
      follower.await("/apisix/routes/after", entry -> entry.isPresent(), LIMIT);
      assertTrue(follower.get("/apisix/consumers/jack").isPresent());
      assertEquals(List.of(), follower.violations());
      assertEquals(1, follower.streams(), "its stream was cut");
      assertEquals(200, dataPlane.range().statusCode());
    }
  }

  private void route(String id) {
    admin.put("/apisix/admin/routes/" + id, "{\"uri\":\"/" + id + "\",\"plugins\":{}}").expect(201);
  }

  @Test
  @Order(4)
  void itStartsSealedAndDataPlanesComeBackOnceItIsUnsealed() {
    try (HarnessDataPlane follower =
        HarnessDataPlane.start(dataPlane.endpoint(), HarnessDataPlane.Pace.HASTY)) {
      follower.awaitLoaded(LIMIT);
      process.close();
      launch();
      assertStatus(true, true, 0);
      assertSealed();
      assertNobodyListens();
      assertTrue(follower.get("/apisix/routes/after").isPresent());

      unseal(shares.get(1)).expect(200);
      unseal(shares.get(2)).expect(200);

      route("later");
      follower.await("/apisix/routes/later", entry -> entry.isPresent(), LIMIT);
      assertEquals(List.of(), follower.violations());
    }
  }

  @Test
  @Order(5)
  void whatChangesTheSealNeedsSharesAnew() {
    String path = "/api/sys/rotate-root";
    admin.post(path, object("{}")).expect(400);
    admin.post(path, current(shares.get(0))).expect(400);
    admin.post(path, current(shares.get(0), shares.get(0))).expect(400);
    admin.post(path, current(shares.get(0), shares.get(2))).expect(201);
    assertEquals(200, dataPlane.range().statusCode());
    admin.post("/api/sys/seal", object("{}")).expect(200);
    unseal(shares.get(0)).expect(200);
    unseal(shares.get(1)).expect(200);
    admin.get("/api/me").expect(200);
  }

  private static JsonObject current(String... given) {
    JsonArrayBuilder array = JsonTree.array();
    Stream.of(given).forEach(array::add);
    return JsonTree.object().add("current_shares", array).build();
  }

  @Test
  @Order(6)
  void theDatabaseTheKeysAndTheConfigurationTogetherOpenNothing(@TempDir Path thief)
      throws Exception {
    process.close();
    plantKeys();
    copy(home.resolve("data"), thief.resolve("data"));

    assertFalse(Files.exists(thief.resolve("data/keys/root.key")));
    assertThrows(RefusedException.class, () -> OpenedInstallation.stopped(thief.resolve("data")));
    try (ClavigerProcess stolen =
        ClavigerProcess.in(thief).with("CLAVIGER_SEAL_TYPE", "file").startSealed()) {
      stolen.stranger().get("/apisix/admin/consumers").expect(503);
    }
    assertEquals(Set.of(), canaries.below(home, left -> false));
    launch();
  }

  private void plantKeys() throws Exception {
    try (Secret sealKey =
        Shamir.combine(
            shares.stream()
                .limit(2)
                .map(text -> Share.parse(Secret.ofText(text)).orElseThrow())
                .toList())) {
      canaries.plant("key of the seal", bytes(sealKey));
      Path data = home.resolve("data");
      StoredKeys stored =
          StoredKeys.opened(StoredState.embedded(data), data.resolve("keys"), sealKey);
      canaries.plant("root key", bytes(stored.rootKey()));
      stored.dataKeys().forEach(key -> canaries.plant("data key", bytes(key)));
      stored.secrets().forEach(secret -> canaries.plant("secret of a scope", bytes(secret)));
    }
  }

  private static byte[] bytes(Secret key) {
    return key.reveal(byte[]::clone);
  }

  @Test
  @Order(7)
  void sealedHardItIsLoadedAnewAndNothingOfItsMemoryIsLeft() throws IOException {
    unseal(shares.get(0)).expect(200);
    unseal(shares.get(1)).expect(200);
    assertStatus(true, false, 0);
    long pid = process.pid();
    Path started = Path.of("/proc", Long.toString(pid), "maps");
    String before = Files.readString(started);

    admin.post("/api/sys/seal?hard=true", object("{}")).expect(200);

    Waiting.until(
        "the start", () -> process.output().split("Claviger is sealed").length == 3, LIMIT);
    assertNotEquals(before, Files.readString(started), "it is another address space");
    assertStatus(true, true, 0);
    assertSealed();
    assertNobodyListens();
    unseal(shares.get(0)).expect(200);
    unseal(shares.get(2)).expect(200);
    admin.get("/api/me").expect(200);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
          Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
