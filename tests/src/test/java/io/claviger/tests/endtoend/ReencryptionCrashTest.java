package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.OpenedInstallation;
import io.claviger.tests.harness.StoredSecrets;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed values that move to another key are all there, wherever the program is killed. */
class ReencryptionCrashTest {
  /** As many as a run of all tests has time for; 20,000 take several times as long. */
  private static final int VALUES = Integer.getInteger("reencryption.values", 4_000);

  private static final int KILLS = 20;
  private static final int WRITERS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMinutes(1);

  private final Random random = new Random(20261122);
  private final AtomicInteger acknowledgements = new AtomicInteger();

  @Test
  void twentyKillsLoseNoValueAndLeaveNoneUnderAnOldKey(@TempDir Path home) throws Exception {
    ClavigerProcess.Setup setup = FixedPorts.find().of(ClavigerProcess.in(home));
    ClavigerProcess process = setup.start();
    process.close();
    try (OpenedInstallation installation = OpenedInstallation.stopped(process.dataDir())) {
      StoredSecrets.write(installation, VALUES);
    }
    process = setup.start();
    long counted;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AdminClient admin = process.admin();
      KeyringClient keyring = KeyringClient.of(admin, "default");
      DpEndpoint endpoint = Issued.endpoint(admin, "default", "follower", process.dpPort());
      List<Writer> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(
                  i -> new Writer(admin, "w" + i, new Random(random.nextLong()), acknowledgements))
              .toList();
      for (int kill = 0; kill < KILLS; kill++) {
        killWhileMoving(process, threads, writers, keyring);
        process = setup.start();
        checkProgress(keyring);
        writers.forEach(Writer::settle);
      }
      Waiting.until("the end", () -> state(keyring).equals("done"), LIMIT);
      JsonObject end = keyring.reencryption();
      assertEquals(end.getInt("total"), end.getInt("done"));
      List<String> old = keyring.idsOf("decrypt_only");
      assertFalse(old.isEmpty());
      old.forEach(key -> keyring.destroy(key).expect(200));
      checkContent(writers, endpoint);
      counted = keyring.keys().getFirst().getInt("sealed_values");
    } finally {
      process.close();
    }
    checkStored(process, counted);
  }

  /** What it says is left is what is under other keys; both become less meanwhile. */
  private static void checkProgress(KeyringClient keyring) {
    int before = left(keyring);
    int elsewhere =
        keyring.keys().stream().skip(1).mapToInt(key -> key.getInt("sealed_values")).sum();
    int after = left(keyring);
    assertTrue(before >= elsewhere && elsewhere >= after, before + " " + elsewhere + " " + after);
  }

  private static int left(KeyringClient keyring) {
    JsonObject progress = keyring.reencryption();
    return progress.getInt("total") - progress.getInt("done");
  }

  private static String state(KeyringClient keyring) {
    return keyring.reencryption().getString("state");
  }

  private void killWhileMoving(
      ClavigerProcess process, ExecutorService threads, List<Writer> writers, KeyringClient keyring)
      throws Exception {
    List<? extends Future<?>> writing =
        writers.stream().map(writer -> threads.submit(writer::writeUntilCut)).toList();
    if (!state(keyring).equals("running")) {
      keyring.rotate("").expect(201);
    }
    int enough = keyring.reencryption().getInt("done") + random.nextInt(400);
    Waiting.until(
        "progress",
        () -> {
          JsonObject now = keyring.reencryption();
          return now.getInt("done") >= enough || now.getString("state").equals("done");
        },
        SHORT);
    LockSupport.parkNanos(random.nextInt(20_000_000));
    process.kill();
    for (Future<?> one : writing) {
      one.get();
    }
  }

  private static void checkContent(List<Writer> writers, DpEndpoint endpoint) {
    Map<String, Writer.Content> expected = new HashMap<>();
    writers.forEach(writer -> expected.putAll(writer.expected()));
    try (HarnessDataPlane plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY)) {
      plane.awaitLoaded(SHORT);
      Waiting.until("it", () -> Writer.contents(plane).equals(expected), SHORT);
    }
  }

  /**
   * @param counted how many values of the group there are, as the program has told
   */
  private static void checkStored(ClavigerProcess process, long counted)
      throws SQLException, IOException {
    assertFalse(process.output().contains("ALARM"), process.output());
    try (StoredState state = StoredState.of(StoredState.embedded(process.dataDir()))) {
      assertEquals(List.of(), state.faults());
      assertEquals(
          0,
          state.number(
              "select count(*) from sealed_value s where not exists (select 1 from keyring_key k"
                  + " where k.scope = s.scope and k.key_id = s.key_id and k.state = 'primary')"));
      assertEquals(
          counted,
          state.number(
              "select count(*) from sealed_value s join gateway_group g on g.scope = s.scope"
                  + " where g.id = 'default'"));
      assertTrue(counted > VALUES);
    }
    try (OpenedInstallation installation = OpenedInstallation.stopped(process.dataDir())) {
      assertEquals(List.of(), StoredSecrets.broken(installation, VALUES));
    }
  }
}
