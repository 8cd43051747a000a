package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.OperatorCommand.Ended;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL whose seal is split: one control plane, each with its seal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoSealedProcessesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PASSWORD = "a lasting passphrase 71";

  private final TestDatabase database = TestDatabase.postgres();
  private final List<ClavigerProcess.Setup> setups = new ArrayList<>();
  private final List<FixedPorts> ports = new ArrayList<>();
  private final List<ClavigerProcess> processes = new ArrayList<>();
  private final List<AdminClient> admins = new ArrayList<>();
  private final List<HarnessDataPlane> planes = new ArrayList<>();
  private List<String> shares = List.of();
  private List<String> replaced = List.of();
  private int routes;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    for (String name : List.of("one", "other")) {
      FixedPorts own = FixedPorts.find();
      ports.add(own);
      setups.add(
          own.of(
                  ClavigerProcess.in(
                      home.resolve(name), database.url(), database.user(), database.password()))
              .without("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD")
              .with("CLAVIGER_SEAL_TYPE", "shamir")
              .with("CLAVIGER_KEYS_DIR", home.resolve("keys").toString()));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<ClavigerProcess> started :
          threads.invokeAll(
              setups.stream()
                  .map(setup -> (Callable<ClavigerProcess>) setup::startSealed)
                  .toList())) {
        processes.add(started.get());
      }
    }
  }

  @AfterAll
  void stop() {
    planes.forEach(HarnessDataPlane::close);
    processes.forEach(ClavigerProcess::close);
  }

  private AdminClient stranger(int process) {
    return processes.get(process).stranger();
  }

  private JsonObject status(int process) {
    return stranger(process).get("/api/sys/seal-status").expect(200).value();
  }

  private boolean isSealed(int process) {
    return status(process).getBoolean("sealed");
  }

  private Ended unseal(int process, List<String> given) {
    return setups.get(process).command("unseal").run(String.join("\n", given));
  }

  /** What is written at one reaches the data planes of both. */
  private void assertOneControlPlane() {
    for (AdminClient admin : admins) {
      String id = "r" + routes++;
      admin
          .put("/apisix/admin/routes/" + id, "{\"uri\":\"/" + id + "\",\"plugins\":{}}")
          .expect(201);
      for (HarnessDataPlane plane : planes) {
        plane.await("/apisix/routes/" + id, Optional::isPresent, LIMIT);
      }
    }
    planes.forEach(plane -> assertEquals(List.of(), plane.violations()));
  }

  @Test
  @Order(1)
  void bothStartSealedAndTheInstallationIsMadeAtOneForBoth(@TempDir Path keys) throws Exception {
    assertTrue(isSealed(0) && isSealed(1));
    List<ShareKeeper> keepers = new ArrayList<>();
    for (String name : List.of("alice", "bob", "carol")) {
      keepers.add(ShareKeeper.in(keys, name));
    }

    Ended made =
        setups.getFirst().command(ShareKeeper.arguments(keepers, 2)).run(PASSWORD).expect(0);

    assertFalse(made.out().contains("cvgs1_"), "a share is there in plaintext");
    List<String> opened = new ArrayList<>();
    for (ShareKeeper keeper : keepers) {
      opened.add(keeper.open(made.out()));
    }
    assertEquals(3, Set.copyOf(opened).size());
    shares = opened;
    assertTrue(status(1).getBoolean("initialized"));
    assertTrue(isSealed(0) && isSealed(1));
    Ended again =
        setups.getLast().command(ShareKeeper.arguments(keepers, 2)).run(PASSWORD).expect(1);
    assertTrue(again.err().contains("initialized already"), again.err());
  }

  @Test
  @Order(2)
  void eachIsUnsealedOnItsOwn() {
    assertEquals("Still sealed: 1 of 2", unseal(0, shares.subList(0, 1)).expect(0).out().strip());
    assertEquals(0, status(1).getInt("progress"));
    unseal(0, shares.subList(1, 2)).expect(0);
    assertFalse(isSealed(0));
    assertTrue(isSealed(1));
    stranger(1).get("/api/me").expect(503);

    unseal(1, shares.subList(1, 3)).expect(0);

    assertFalse(isSealed(1));
    AdminClient admin = stranger(0).logIn("admin", PASSWORD).withNewToken("tests");
    admins.add(admin);
    admins.add(stranger(1).with("X-API-KEY", admin.header("X-API-KEY").orElseThrow()));
    for (FixedPorts own : ports) {
      planes.add(
          HarnessDataPlane.start(
              Issued.endpoint(admin, "default", "at-" + own.dp(), own.dp()),
              HarnessDataPlane.Pace.HASTY));
    }
    planes.forEach(plane -> plane.awaitLoaded(LIMIT));
    assertOneControlPlane();
  }

  @Test
  @Order(3)
  void sealingOneLeavesTheOtherWorking() {
    admins.getFirst().post("/api/sys/seal", JsonTree.object().build()).expect(200);
    assertTrue(isSealed(0));
    assertFalse(isSealed(1));
    admins
        .getLast()
        .put("/apisix/admin/routes/meanwhile", "{\"uri\":\"/m\",\"plugins\":{}}")
        .expect(201);
    planes.getLast().await("/apisix/routes/meanwhile", Optional::isPresent, LIMIT);
    assertTrue(planes.getFirst().get("/apisix/routes/meanwhile").isEmpty());

    unseal(0, shares).expect(0);

    planes.getFirst().await("/apisix/routes/meanwhile", Optional::isPresent, LIMIT);
    assertOneControlPlane();
  }

  @Test
  @Order(4)
  void bothRotateAndReencryptAndTheRootKeyIsReplacedBeneathTheOther() throws SQLException {
    admins
        .getFirst()
        .put(
            "/apisix/admin/consumers",
            Json.of("{'username':'jack','plugins':{'key-auth':{'key':'jacks-secret'}}}"))
        .expect(201);
    for (AdminClient admin : admins) {
      KeyringClient.of(admin, "default").rotate("").expect(201);
      new KeyringClient(admin, "/api/sys/keyring").rotate("").expect(201);
      admin.post("/api/sys/rotate-root", current(shares.get(0), shares.get(2))).expect(201);
      KeyringClient.of(admin, "default").reencrypt().expect(202);
      assertOneControlPlane();
    }
    for (AdminClient admin : admins) {
      KeyringClient keyring = KeyringClient.of(admin, "default");
      Waiting.until(
          "the re-encryption",
          () -> keyring.reencryption().getString("state").equals("done"),
          LIMIT);
      planes.forEach(plane -> plane.await("/apisix/consumers/jack", Optional::isPresent, LIMIT));
    }
    try (StoredState state = StoredState.of(database)) {
      assertEquals(List.of(), state.faults());
    }
  }

  @Test
  @Order(5)
  void otherSharesForTheSameRootKeyLeaveTheOtherWorkingAndTheOldOnesOpenNeither() {
    rekeyAtOne(false);
    assertOneControlPlane();
    assertFalse(isSealed(1));
    assertOnlyTheNewSharesOpen();
  }

  @Test
  @Order(6)
  void whereItsSealIsReplacedTheOtherWorksUntilTheRootKeyIsToo() {
    rekeyAtOne(false);
    assertFalse(isSealed(1));
    admins
        .getFirst()
        .post("/api/sys/rotate-root", current(shares.get(0), shares.get(1)))
        .expect(201);
    // A group that it has not seen needs the root key.
    admins
        .getFirst()
        .post("/api/gateway_groups", JsonTree.object().add("id", "new").add("name", "new").build())
        .expect(201);
    admins
        .getLast()
        .put(
            "/apisix/admin/consumers?gateway_group_id=new",
            Json.of("{'username':'jack','plugins':{'key-auth':{'key':'jacks-secret'}}}"))
        .expect(503);
    awaitSealedOther();
    assertOnlyTheNewSharesOpen();
  }

  @Test
  @Order(7)
  void afterACompromiseTheOtherSealsItselfAndSaysWhatItTakes() {
    rekeyAtOne(true);
    awaitSealedOther();
    assertOnlyTheNewSharesOpen();
  }

  private void awaitSealedOther() {
    Waiting.until(
        "the sealing of the other", () -> stranger(1).get("/readyz").status() == 503, LIMIT);
    assertTrue(isSealed(1));
    JsonObject answer = admins.getLast().get("/api/me").expect(503).json();
    assertTrue(answer.getString("error_msg").contains("/api/sys/seal-status"), answer.toString());
  }

  private void rekeyAtOne(boolean compromised) {
    AdminClient admin = admins.getFirst();
    List<String> before = shares;
    JsonObject order = JsonTree.object().add("shares", 3).add("threshold", 2).build();
    shares =
        admin
            .post("/api/sys/rekey/shares", order)
            .expect(201)
            .value()
            .getJsonArray("shares")
            .getValuesAs(JsonString::getString);
    replaced = before;
    JsonObjectBuilder rekey =
        JsonTree.object(order)
            .add("type", "shamir")
            .add("compromised", compromised)
            .add("new_shares", array(shares.get(0), shares.get(1)))
            .add("current_shares", array(before.get(0), before.get(1)));
    admin.post("/api/sys/rekey", rekey.build()).expect(200);
  }

  private void assertOnlyTheNewSharesOpen() {
    for (int process = 0; process < 2; process++) {
      if (!isSealed(process)) {
        admins.get(process).post("/api/sys/seal", JsonTree.object().build()).expect(200);
      }
      Ended old = unseal(process, replaced).expect(1);
      assertTrue(old.err().contains("is none of this seal's"), old.err());
      unseal(process, shares.subList(1, 3)).expect(0);
    }
    assertOneControlPlane();
  }

  private static JsonObject current(String... given) {
    return JsonTree.object().add("current_shares", array(given)).build();
  }

  private static JsonArrayBuilder array(String... texts) {
    JsonArrayBuilder array = JsonTree.array();
    List.of(texts).forEach(array::add);
    return array;
  }
}
