package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.OwnPostgres;
import io.claviger.tests.harness.TestDatabase;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A PostgreSQL that stops, cuts its connections or falls silent: writes are turned away soon, what
 * was acknowledged is there afterwards, data planes keep what they have and are answered from
 * memory, and all goes on by itself.
 */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsTest {
  private static final String CUT_CONNECTIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'claviger' and pid <> pg_backend_pid()";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private OwnPostgres server;
  private ClavigerProcess process;
  private AdminClient admin;
  private DpEndpoint endpoint;
  private HarnessDataPlane plane;

  @BeforeAll
  void start(@TempDir Path home) {
    server = OwnPostgres.in(home.resolve("postgres"));
    TestDatabase database = server.database();
    process =
        ClavigerProcess.in(
                home.resolve("claviger"), database.url(), database.user(), database.password())
            .start();
    admin = process.admin();
    endpoint = Issued.endpoint(admin, "default", "follower", process.dpPort());
  }

  @AfterAll
  void stop() {
    process.close();
    server.close();
  }

  @BeforeEach
  void follow() {
    write("before").expect(writeStatus());
    plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY);
    plane.awaitLoaded(LIMIT);
  }

  @AfterEach
  void assertTheDataPlaneSawNothingWrong() {
    plane.close();
    assertEquals(List.of(), plane.violations());
    assertEquals(1, plane.resyncs(), "the data plane was told to start over");
    assertFalse(process.output().contains("INTEGRITY ALARM"), process.output());
  }

  private int writes;

  private int writeStatus() {
    return writes == 1 ? 201 : 200;
  }

  private AdminClient.Answer write(String text) {
    AdminClient.Answer answer =
        admin.put(
            "/apisix/admin/routes/probe",
            JsonTree.object()
                .add("uri", "/probe")
                .add("desc", text)
                .add("plugins", JsonTree.object())
                .build());
    writes += answer.status() < 300 ? 1 : 0;
    return answer;
  }

  private void assertServedFromMemory() throws IOException {
    assertTrue(HarnessDataPlane.read(endpoint).containsKey("/apisix/routes/probe"));
    assertTrue(plane.get("/apisix/routes/probe").isPresent());
    assertEquals(1, plane.streams(), "a stream was cut");
    assertEquals(200, process.stranger().get("/healthz").status());
  }

  private void assertGoesOn() {
    Waiting.until("a write", () -> write("after").status() == 200, LIMIT);
    plane.await(
        "/apisix/routes/probe",
        entry ->
            entry
                .map(found -> found.value().asJsonObject().getString("desc").equals("after"))
                .orElse(false),
        LIMIT);
    Waiting.until("ready", () -> process.stranger().get("/readyz").status() == 200, LIMIT);
  }

  @Test
  void aStoppedServerTurnsWritesAwayAndComesBack() throws IOException {
    server.stop();
    try {
      long begin = System.nanoTime();
      AdminClient.Answer refused = write("meanwhile").expect(503);
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(15).toNanos(), "not soon");
      assertTrue(refused.body().contains("retry"), refused.body());
      Waiting.until("not ready", () -> process.stranger().get("/readyz").status() == 503, LIMIT);
      assertServedFromMemory();
    } finally {
      server.startAgain();
    }
    assertGoesOn();
  }

  @Test
  void cutConnectionsLoseNothingThatWasAcknowledged() throws Exception {
    AtomicInteger acknowledgements = new AtomicInteger();
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(new Writer(admin, "cut" + i, new Random(i), acknowledgements));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 5; round++) {
        int enough = acknowledgements.get() + 10;
        List<? extends Future<?>> writing =
            writers.stream().map(writer -> threads.submit(writer::writeUntilCut)).toList();
        Waiting.until("some writes", () -> acknowledgements.get() >= enough, LIMIT);
        while (!writing.stream().allMatch(Future::isDone)) {
          cutConnections();
        }
        for (Future<?> one : writing) {
          one.get();
        }
        assertGoesOn();
        writers.forEach(Writer::settle);
      }
    }
    assertServedFromMemory();
    admin.delete("/apisix/admin/routes/probe").expect(200);
    writes = 0;
    Map<String, Writer.Content> expected = new HashMap<>();
    writers.forEach(writer -> expected.putAll(writer.expected()));
    plane.await("/apisix/routes/probe", Optional::isEmpty, LIMIT);
    Waiting.until("what was acknowledged", () -> Writer.contents(plane).equals(expected), LIMIT);
    plane.awaitEquals(HarnessDataPlane.read(endpoint), LIMIT);
    for (String key : expected.keySet()) {
      admin.delete("/apisix/admin/" + key).expect(200);
    }
  }

  @Test
  void aSilentServerTurnsWritesAwayInBoundedTime() throws Exception {
    List<ProcessHandle> silenced = new ArrayList<>();
    try {
      silence(silenced);
      long begin = System.nanoTime();
      write("meanwhile").expect(503);
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(45).toNanos(), "not bounded");
      Waiting.until("not ready", () -> process.stranger().get("/readyz").status() == 503, LIMIT);
      assertServedFromMemory();
    } finally {
      silenced.forEach(process -> signal("CONT", process));
    }
    assertGoesOn();
  }

  @Test
  void aServerThatTakesNoWritesIsToldFromOneThatDoesNotAnswer() throws Exception {
    try (Connection connection = server.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table lease in exclusive mode");
      Waiting.until("not ready", () -> process.stranger().get("/readyz").status() == 503, LIMIT);
      String reasons = process.stranger().get("/readyz").body();
      assertTrue(reasons.contains("the database takes no writes"), reasons);
      assertFalse(reasons.contains("the database does not answer"), reasons);
      connection.rollback();
    }
    assertGoesOn();
  }

  /**
   * First the one who would answer new connections, then all whom it has started: the server's own
   * list does not name a connection that is being opened.
   */
  private void silence(List<ProcessHandle> silenced) throws SQLException {
    silenced.add(postmaster());
    signal("STOP", silenced.getFirst());
    silenced.getFirst().children().forEach(silenced::add);
    silenced.forEach(process -> signal("STOP", process));
  }

  private ProcessHandle postmaster() throws SQLException {
    try (Connection connection = server.database().connect()) {
      String pid = column(connection, "select pg_backend_pid()").getFirst();
      return ProcessHandle.of(Long.parseLong(pid)).flatMap(ProcessHandle::parent).orElseThrow();
    }
  }

  private void cutConnections() throws SQLException {
    try (Connection connection = server.database().connect()) {
      column(connection, CUT_CONNECTIONS);
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        answers.add(row.getString(1));
      }
    }
    return answers;
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
