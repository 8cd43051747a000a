package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.OpenedInstallation;
import io.claviger.tests.harness.StoredSecrets;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL rotate, move and destroy in the same group at once. */
class TwoRotatingProcessesTest {
  private static final int VALUES = 1_000;
  private static final int ROUNDS = 15;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final TestDatabase database = TestDatabase.postgres();
  private final AtomicInteger acknowledgements = new AtomicInteger();
  private final AtomicInteger destroyed = new AtomicInteger();
  private final List<ClavigerProcess> processes = new ArrayList<>();

  @Test
  void noValueIsLostAndNoneIsUnderADestroyedKey(@TempDir Path home) throws Exception {
    Path keys = home.resolve("keys");
    List<ClavigerProcess.Setup> setups =
        List.of(setup(home.resolve("one"), keys), setup(home.resolve("other"), keys));
    setups.forEach(setup -> processes.add(setup.start()));
    try {
      AdminClient one = processes.getFirst().admin();
      AdminClient other =
          processes.getLast().stranger().with("X-API-KEY", one.header("X-API-KEY").orElseThrow());
      try (OpenedInstallation installation = OpenedInstallation.of(database.config(), keys)) {
        StoredSecrets.write(installation, VALUES);
      }
      DpEndpoint endpoint =
          Issued.endpoint(one, "default", "follower", processes.getFirst().dpPort());
      List<Writer> writers =
          List.of(
              new Writer(one, "a", new Random(1), acknowledgements),
              new Writer(other, "b", new Random(2), acknowledgements));
      contend(writers, List.of(one, other));
      processes.replaceAll(ended -> setups.get(processes.indexOf(ended)).start());
      writers.forEach(Writer::settle);
      check(KeyringClient.of(one, "default"), writers, endpoint);
    } finally {
      processes.forEach(ClavigerProcess::close);
    }
    try (OpenedInstallation installation = OpenedInstallation.of(database.config(), keys)) {
      assertEquals(List.of(), StoredSecrets.broken(installation, VALUES));
    }
  }

  private ClavigerProcess.Setup setup(Path home, Path keys) {
    return FixedPorts.find()
        .of(ClavigerProcess.in(home, database.url(), database.user(), database.password()))
        .with("CLAVIGER_KEYS_DIR", keys.toString());
  }

  /** Both write, rotate and destroy, and are then ended while they write. */
  private void contend(List<Writer> writers, List<AdminClient> admins) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writing = new ArrayList<>();
      writers.forEach(writer -> writing.add(threads.submit(writer::writeUntilCut)));
      List<Future<?>> turning = new ArrayList<>();
      admins.forEach(
          admin -> turning.add(threads.submit(() -> turn(KeyringClient.of(admin, "default")))));
      for (Future<?> one : turning) {
        one.get();
      }
      writing.forEach(one -> assertFalse(one.isDone(), "a writer was turned away"));
      for (ClavigerProcess process : processes) {
        process.close();
        assertFalse(process.output().contains("ALARM"), process.output());
      }
      for (Future<?> one : writing) {
        one.get();
      }
    }
    assertTrue(destroyed.get() > 0, "nothing was destroyed meanwhile");
  }

  private void turn(KeyringClient keyring) {
    for (int round = 0; round < ROUNDS; round++) {
      expectOneOf(keyring.rotate(""), 201);
      int enough = acknowledgements.get() + 5;
      Waiting.until("writes", () -> acknowledgements.get() >= enough, LIMIT);
      keyring.idsOf("decrypt_only").forEach(key -> destroy(keyring, key));
    }
  }

  /** The values need it still, or the other was first. */
  private void destroy(KeyringClient keyring, String key) {
    Answer answer = keyring.destroy(key);
    expectOneOf(answer, 200, 409);
    if (answer.status() == 200) {
      destroyed.incrementAndGet();
    }
  }

  private static void expectOneOf(Answer answer, int... statuses) {
    for (int status : statuses) {
      if (answer.status() == status) {
        return;
      }
    }
    throw new AssertionError(answer.status() + ": " + answer.body());
  }

  private void check(KeyringClient keyring, List<Writer> writers, DpEndpoint endpoint)
      throws Exception {
    keyring.reencrypt();
    Waiting.until("the end", () -> keyring.reencryption().getString("state").equals("done"), LIMIT);
    keyring.idsOf("decrypt_only").forEach(key -> keyring.destroy(key).expect(200));
    Map<String, Writer.Content> expected = new HashMap<>();
    writers.forEach(writer -> expected.putAll(writer.expected()));
    try (HarnessDataPlane plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY)) {
      plane.awaitLoaded(LIMIT);
      Waiting.until("it", () -> Writer.contents(plane).equals(expected), LIMIT);
    }
    try (StoredState state = StoredState.of(database)) {
      assertEquals(List.of(), state.faults());
      assertEquals(
          0,
          state.number(
              "select count(*) from sealed_value s where not exists (select 1 from keyring_key k"
                  + " where k.scope = s.scope and k.key_id = s.key_id and k.state = 'primary')"));
      assertEquals(
          1L,
          state.number(
              "select max(primaries) from (select count(*) as primaries from keyring_key"
                  + " where state = 'primary' group by scope) counted"));
    }
  }
}
