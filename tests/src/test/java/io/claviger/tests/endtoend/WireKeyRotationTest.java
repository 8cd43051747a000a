package io.claviger.tests.endtoend;

import static io.claviger.tests.endtoend.GroupClient.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ApisixKeyring;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.HarnessDataPlane.Pace;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A wire keyring is rotated by two processes on one PostgreSQL, and no data plane is stranded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireKeyRotationTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TestCertificate PAIR = TestCertificate.of("a.example");

  private final TestDatabase database = TestDatabase.postgres();
  private final List<ClavigerProcess.Setup> setups = new ArrayList<>();
  private final List<ClavigerProcess> processes = new ArrayList<>();
  private AdminClient adminOfOne;
  private AdminClient adminOfTheOther;

  @BeforeAll
  void start(@TempDir Path home) {
    for (String name : List.of("one", "other")) {
      setups.add(
          FixedPorts.find()
              .of(
                  ClavigerProcess.in(
                          home.resolve(name), database.url(), database.user(), database.password())
                      .with("CLAVIGER_KEYS_DIR", home.resolve("keys").toString())));
    }
    for (ClavigerProcess.Setup setup : setups) {
      processes.add(setup.start());
    }
    adminOfOne = processes.getFirst().admin();
    adminOfTheOther =
        processes
            .getLast()
            .stranger()
            .with("X-API-KEY", adminOfOne.header("X-API-KEY").orElseThrow());
  }

  @AfterAll
  void stop() {
    processes.forEach(ClavigerProcess::close);
  }

  /** As a data plane that starts now at each of the processes, with the keys that it was given. */
  private void assertReads(IssuedDataPlane plane, List<String> keys) {
    processes.forEach(process -> assertTrue(reads(plane.at(process.dpPort()), keys)));
  }

  private static boolean reads(IssuedDataPlane plane, List<String> keys) {
    try {
      return Optional.ofNullable(HarnessDataPlane.read(plane.endpoint()).get("/apisix/ssls/1"))
          .map(ssl -> ssl.value().asJsonObject().getString("key"))
          .flatMap(new ApisixKeyring(keys)::decrypt)
          .filter(key -> key.strip().equals(PAIR.key().strip()))
          .isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKeyIsReplacedAndNoDataPlaneIsStranded() {
    GroupClient group = GroupClient.create(adminOfOne, "blue", "");
    group.put("ssls/1", PAIR.ssl("a.example")).expect(201);
    WireKeyringClient atOne = new WireKeyringClient(adminOfOne, "blue");
    WireKeyringClient atTheOther = new WireKeyringClient(adminOfTheOther, "blue");
    IssuedDataPlane plane = IssuedDataPlane.of(processes.getFirst(), adminOfOne, "blue");
    List<String> old = plane.wireKeyring();
    assertEquals(1, old.size());
    int revision = group.revision();

    try (HarnessDataPlane running = HarnessDataPlane.start(plane.endpoint(), Pace.HASTY)) {
      Waiting.until("a copy", () -> running.get("/apisix/ssls/1").isPresent(), LIMIT);
      JsonObject prepared = atOne.step("prepare").expect(201).value();
      assertEquals(Set.of("id", "state", "created_at"), prepared.keySet());
      assertError(409, "activate it first", atTheOther.step("prepare"));
      Waiting.until("its sighting", () -> atTheOther.waiting().equals(List.of("tests")), LIMIT);
      new Metrics(processes.getFirst().metricsPort())
          .await("claviger_wire_key_waiting_instances", "blue", 1);

      assertError(409, "have not fetched the new wire key: tests;", atTheOther.step("activate"));
      assertError(409, "tests", atOne.step("activate?force=yes"));
      assertEquals(List.of("prepared", "active"), atOne.states());
      assertReads(plane, old);

      List<String> both = plane.wireKeyring();
      assertEquals(2, both.size());
      assertTrue(both.getLast().equals(old.getFirst()));
      processes.set(1, killedAndStarted(1));
      int events = running.events();
      atTheOther.step("activate").expect(200);

      List<String> fresh = both.subList(0, 1);
      for (ClavigerProcess process : processes) {
        IssuedDataPlane there = plane.at(process.dpPort());
        Waiting.until("the new ciphertext", () -> reads(there, fresh), LIMIT);
        assertFalse(reads(there, old));
      }
      assertReads(plane, both);
      Waiting.until("the end of the old key", () -> atOne.step("retire").status() == 200, LIMIT);

      assertTrue(fresh.equals(plane.wireKeyring()));
      assertEquals(List.of("active"), atTheOther.states());
      assertReads(plane, fresh);
      assertEquals(revision, group.revision());
      assertEquals(1, running.streams(), "a stream was cut");
      assertEquals(events, running.events(), "a data plane was told");
      assertEquals(List.of(), running.violations());
    }
    for (ClavigerProcess process : processes) {
      old.forEach(key -> assertFalse(process.output().contains(key)));
      assertFalse(process.output().contains("ALARM"), process.output());
    }
    assertFalse(atOne.get().body().contains(old.getFirst()));
  }

  private ClavigerProcess killedAndStarted(int which) {
    processes.get(which).kill();
    return setups.get(which).start();
  }

  @Test
  void whatIsOutOfTurnOrNotThereIsSaid() {
    WireKeyringClient keyring = new WireKeyringClient(adminOfOne, "default");
    assertError(409, "no wire key is prepared", keyring.step("activate"));
    assertError(409, "no old wire key", keyring.step("retire?force=true"));
    assertError(
        404, "no such gateway group", new WireKeyringClient(adminOfOne, "nobody").step("prepare"));
    assertError(404, "no such gateway group", new WireKeyringClient(adminOfOne, "nobody").get());
    assertEquals(
        Set.of("id", "state", "created_at", "instances"), keyring.keys().getFirst().keySet());
    assertEquals(List.of(), keyring.waiting());
  }
}
