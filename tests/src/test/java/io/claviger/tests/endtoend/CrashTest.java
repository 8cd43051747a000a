package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged is there, whatever happens to the process, and nothing is half done. */
class CrashTest {
  private static final int KILLS = 20;
  private static final int WRITERS = 4;
  private static final int PAGE = 500;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Random random = new Random(20260101);
  private final AtomicInteger acknowledgements = new AtomicInteger();
  private long changes;

  @Test
  void everyAcknowledgedWriteSurvivesTwentyKillsOnTheEmbeddedDatabase(@TempDir Path home)
      throws Exception {
    ClavigerProcess.Setup setup = FixedPorts.find().of(ClavigerProcess.in(home));
    ClavigerProcess last = survive(setup);
    check(StoredState.embedded(last.dataDir()));
  }

  @Test
  void everyAcknowledgedWriteSurvivesTwentyKillsOnPostgres(@TempDir Path home) throws Exception {
    TestDatabase database = TestDatabase.postgres();
    survive(
        FixedPorts.find()
            .of(ClavigerProcess.in(home, database.url(), database.user(), database.password())));
    check(database);
  }

  /** Returns the last process, which has ended as it should. */
  private ClavigerProcess survive(ClavigerProcess.Setup setup) throws Exception {
    ClavigerProcess process = setup.start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AdminClient admin = process.admin();
      DpEndpoint endpoint = Issued.endpoint(admin, "default", "follower", process.dpPort());
      List<Writer> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(
                  i -> new Writer(admin, "w" + i, new Random(random.nextLong()), acknowledgements))
              .toList();
      try (HarnessDataPlane plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY)) {
        for (int kill = 0; kill < KILLS; kill++) {
          writeUntilKilled(threads, writers, process);
          process = setup.start();
          writers.forEach(Writer::settle);
          plane.awaitEquals(HarnessDataPlane.read(endpoint), LIMIT);
          checkContent(writers, plane);
        }
        // What it was told of is still there after each kill: it need not start over.
        assertEquals(1, plane.resyncs(), "the data plane was told to start over");
        assertTrue(plane.streams() > KILLS, "the data plane did not come back each time");
      }
      checkAudit(writers, admin);
    } finally {
      process.close();
    }
    return process;
  }

  private void writeUntilKilled(
      ExecutorService threads, List<Writer> writers, ClavigerProcess process)
      throws InterruptedException, ExecutionException {
    int enough = acknowledgements.get() + 10 + random.nextInt(50);
    List<? extends Future<?>> writing =
        writers.stream().map(writer -> threads.submit(writer::writeUntilCut)).toList();
    while (acknowledgements.get() < enough && writing.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
      LockSupport.parkNanos(100_000);
    }
    LockSupport.parkNanos(random.nextInt(20_000_000));
    process.kill();
    for (Future<?> one : writing) {
      one.get();
    }
  }

  private static void checkContent(List<Writer> writers, HarnessDataPlane plane) {
    Map<String, Writer.Content> expected = new HashMap<>();
    writers.forEach(writer -> expected.putAll(writer.expected()));
    assertEquals(expected, Writer.contents(plane));
  }

  /** Every acknowledged request once, and beside them only what was made and not answered. */
  private void checkAudit(List<Writer> writers, AdminClient admin) {
    Map<String, Integer> entries = new HashMap<>();
    int page = 1;
    JsonObject answer;
    do {
      answer =
          admin
              .get("/api/audit_logs?gateway_group_id=default&page_size=" + PAGE + "&page=" + page++)
              .expect(200)
              .json();
      for (JsonObject entry : answer.getJsonArray("list").getValuesAs(JsonObject.class)) {
        if (entry.getString("event_type").matches("gateway:(Put|Delete)(Route|Consumer)")) {
          assertEquals("done", entry.getString("outcome"));
          entries.merge(entry.getString("request_id"), 1, Integer::sum);
        }
      }
    } while (!answer.getJsonArray("list").isEmpty());
    int unanswered = writers.stream().mapToInt(Writer::unanswered).sum();
    assertEquals(acknowledgements.get() + unanswered, entries.size());
    for (Writer writer : writers) {
      writer.requests().forEach(id -> assertEquals(1, entries.get(id), id));
    }
    changes = entries.size();
  }

  private void check(TestDatabase database) throws SQLException, IOException {
    try (StoredState state = StoredState.of(database)) {
      assertEquals(List.of(), state.faults());
      assertEquals(
          changes, state.number("select revision from gateway_group where id = 'default'"));
    }
  }
}
