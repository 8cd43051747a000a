package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.TestDatabase;
import io.claviger.tests.harness.WireEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one PostgreSQL are one control plane: what is done at one counts at the other.
 * They share the keys directory, and each has a data directory of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoProcessesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestDatabase database = TestDatabase.postgres();
  private final List<ClavigerProcess.Setup> setups = new ArrayList<>();
  private final List<ClavigerProcess> processes = new ArrayList<>();
  private AdminClient adminOfOne;
  private AdminClient adminOfTheOther;

  /** Both at once, on an empty database and without a key. */
  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    Path keys = home.resolve("keys");
    for (String name : List.of("one", "other")) {
      setups.add(
          FixedPorts.find()
              .of(
                  ClavigerProcess.in(
                          home.resolve(name), database.url(), database.user(), database.password())
                      .with("CLAVIGER_KEYS_DIR", keys.toString())));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<ClavigerProcess> started :
          threads.invokeAll(
              setups.stream().map(setup -> (Callable<ClavigerProcess>) setup::start).toList())) {
        processes.add(started.get());
      }
    }
    AdminClient made = processes.getFirst().admin();
    String token = made.header("X-API-KEY").orElseThrow();
    adminOfOne = made;
    adminOfTheOther = processes.getLast().stranger().with("X-API-KEY", token);
  }

  @AfterAll
  void stop() {
    processes.forEach(ClavigerProcess::close);
  }

  private DpEndpoint endpoint(String name, ClavigerProcess process) {
    return Issued.endpoint(adminOfOne, "default", name, process.dpPort());
  }

  private static void route(AdminClient admin, String id, String text) {
    int status =
        admin
            .put(
                "/apisix/admin/routes/" + id,
                JsonTree.object()
                    .add("uri", "/" + id)
                    .add("desc", text)
                    .add("plugins", JsonTree.object())
                    .build())
            .status();
    assertTrue(status == 200 || status == 201, "status " + status);
  }

  private static boolean says(Optional<WireEntry> entry, String text) {
    return entry
        .map(found -> found.value().asJsonObject().getString("desc").equals(text))
        .orElse(false);
  }

  @Test
  @Order(1)
  void bothMayStartAtOnceOnAnEmptyDatabase() throws SQLException {
    try (StoredState state = StoredState.of(database)) {
      assertEquals(1, state.number("select count(*) from installation"));
      assertEquals(1, state.number("select count(*) from app_user"));
      assertEquals(
          1,
          state.number(
              "select count(*) from audit_entry where action = 'system:CreateInstallation'"));
    }
    adminOfOne.get("/api/me").expect(200);
    adminOfTheOther.get("/api/me").expect(200);
  }

  @Test
  @Order(2)
  void aChangeInOneReachesTheDataPlanesOfTheOther() {
    try (HarnessDataPlane plane =
        HarnessDataPlane.start(
            endpoint("other", processes.getLast()), HarnessDataPlane.Pace.HASTY)) {
      plane.awaitLoaded(LIMIT);
      route(adminOfOne, "shared", "from one");
      plane.await("/apisix/routes/shared", entry -> says(entry, "from one"), LIMIT);
      route(adminOfTheOther, "shared", "from the other");
      plane.await("/apisix/routes/shared", entry -> says(entry, "from the other"), LIMIT);
      assertEquals(List.of(), plane.violations());
      assertEquals(1, plane.streams());
    }
  }

  @Test
  @Order(3)
  void aCutNotificationConnectionLosesNoChange() throws SQLException {
    try (HarnessDataPlane plane =
        HarnessDataPlane.start(
            endpoint("deaf", processes.getLast()), HarnessDataPlane.Pace.HASTY)) {
      plane.awaitLoaded(LIMIT);
      for (int i = 0; i < 5; i++) {
        String text = "unheard " + i;
        cutListeners();
        route(adminOfOne, "unheard", text);
        plane.await("/apisix/routes/unheard", entry -> says(entry, text), LIMIT);
      }
      assertEquals(List.of(), plane.violations());
      assertEquals(1, plane.streams());
    }
  }

  private void cutListeners() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet cut =
            statement.executeQuery(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                    + " current_database() and query like 'listen %'")) {
      while (cut.next()) {
        assertTrue(cut.getBoolean(1));
      }
    }
  }

  @Test
  @Order(4)
  void aDeletedTokenIsRefusedByBothAtOnce() {
    AdminClient second = processes.getLast().admin();
    AdminClient here = processes.getFirst().stranger();
    AdminClient known = here.with("X-API-KEY", second.header("X-API-KEY").orElseThrow());
    known.get("/api/me").expect(200);
    second.get("/api/me").expect(200);
    String id = second.header("X-API-KEY").orElseThrow().substring(4, 20);
    second.delete("/api/tokens/" + id).expect(200);
    known.get("/api/me").expect(401);
    second.get("/api/me").expect(401);
  }

  @Test
  @Order(5)
  void aRollingRestartLosesAndRepeatsNothingAndTheAuditLogHasNoGap() throws Exception {
    AtomicInteger acknowledgements = new AtomicInteger();
    List<HarnessDataPlane> planes = new ArrayList<>();
    List<Writer> writers =
        List.of(
            new Writer(adminOfOne, "a", new Random(1), acknowledgements),
            new Writer(adminOfTheOther, "b", new Random(2), acknowledgements));
    clear();
    for (ClavigerProcess process : processes) {
      planes.add(
          HarnessDataPlane.start(
              endpoint("rolling " + process.dpPort(), process), HarnessDataPlane.Pace.HASTY));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      planes.forEach(plane -> plane.awaitLoaded(LIMIT));
      for (int i : IntStream.range(0, processes.size()).toArray()) {
        restartWhileWritten(threads, writers, acknowledgements, i);
      }
      Map<String, Writer.Content> expected = new HashMap<>();
      writers.forEach(writer -> expected.putAll(writer.expected()));
      for (HarnessDataPlane plane : planes) {
        Waiting.until(
            "what was acknowledged", () -> Writer.contents(plane).equals(expected), LIMIT);
        plane.awaitEquals(read(), LIMIT);
        assertEquals(1, plane.resyncs(), "a data plane was told to start over");
      }
    } finally {
      planes.forEach(HarnessDataPlane::close);
    }
    assertOneGaplessLog();
  }

  /** What the other tests left. */
  private void clear() {
    for (String id : List.of("shared", "unheard")) {
      adminOfOne.delete("/apisix/admin/routes/" + id);
    }
  }

  private Map<String, WireEntry> read() throws IOException {
    return HarnessDataPlane.read(endpoint("reader", processes.getFirst()));
  }

  private void restartWhileWritten(
      ExecutorService threads, List<Writer> writers, AtomicInteger acknowledgements, int which)
      throws Exception {
    List<? extends Future<?>> writing =
        writers.stream().map(writer -> threads.submit(writer::writeUntilCut)).toList();
    int enough = acknowledgements.get() + 40;
    Waiting.until(
        "it", () -> acknowledgements.get() >= enough || writing.get(which).isDone(), LIMIT);
    processes.get(which).close();
    writing.get(which).get();
    processes.set(which, setups.get(which).start());
    int more = acknowledgements.get() + 20;
    int running = 1 - which;
    Waiting.until(
        "it", () -> acknowledgements.get() >= more || writing.get(running).isDone(), LIMIT);
    processes.get(running).kill();
    writing.get(running).get();
    processes.set(running, setups.get(running).start());
    writers.forEach(Writer::settle);
  }

  private void assertOneGaplessLog() throws SQLException {
    try (StoredState state = StoredState.of(database)) {
      Waiting.until(
          "the sequencing",
          () -> {
            try {
              return state.number("select count(*) from audit_pending") == 0;
            } catch (SQLException e) {
              throw new AssertionError(e);
            }
          },
          LIMIT);
      assertEquals(List.of(), state.faults());
    }
  }
}
