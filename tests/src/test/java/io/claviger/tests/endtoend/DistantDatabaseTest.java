package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.PostgresTap;
import io.claviger.tests.harness.TestDatabase;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two processes on one PostgreSQL one hears no notification, and gets its answers late: it finds
 * by itself what the other has done, and what it acknowledges is stored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistantDatabaseTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CHANGES = 3;

  /** The probe of the database. */
  private static final String EVERY_SECOND = "from installation ";

  /** One of its seconds and what is under way, in its seconds. */
  private static final int SOON = 3;

  private static final Duration LATE = Duration.ofMillis(300);
  private static final Duration VERY_LATE = Duration.ofSeconds(3);

  private PostgresTap tap;
  private ClavigerProcess near;
  private ClavigerProcess distant;
  private AdminClient nearAdmin;
  private AdminClient distantAdmin;
  private HarnessDataPlane plane;
  private DpEndpoint endpoint;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    TestDatabase database = TestDatabase.postgres();
    tap = PostgresTap.on(database);
    tap.loseNotifications();
    near = on(database, home, "near").start();
    distant = on(tap.behind(database), home, "distant").start();
    nearAdmin = near.admin();
    String token = nearAdmin.header("X-API-KEY").orElseThrow();
    distantAdmin = distant.stranger().with("X-API-KEY", token);
    endpoint = Issued.endpoint(nearAdmin, "default", "follower", distant.dpPort());
  }

  private static ClavigerProcess.Setup on(TestDatabase database, Path home, String name) {
    return ClavigerProcess.in(
            home.resolve(name), database.url(), database.user(), database.password())
        .with("CLAVIGER_KEYS_DIR", home.resolve("keys").toString());
  }

  @AfterAll
  void stop() throws IOException {
    distant.close();
    near.close();
    tap.close();
  }

  @BeforeEach
  void follow() {
    plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY);
    plane.awaitLoaded(LIMIT);
  }

  @AfterEach
  void assertTheDataPlaneSawNothingWrong() {
    plane.close();
    assertEquals(List.of(), plane.violations());
    assertEquals(1, plane.streams());
    assertFalse(distant.output().contains("INTEGRITY ALARM"), distant.output());
  }

  private static int route(AdminClient admin, String id, String text) {
    return admin
        .put(
            "/apisix/admin/routes/" + id,
            JsonTree.object()
                .add("uri", "/" + id)
                .add("desc", text)
                .add("plugins", JsonTree.object())
                .build())
        .status();
  }

  private void awaitChange(String text) {
    assertTrue(route(nearAdmin, "unheard", text) < 300);
    plane.await("/apisix/routes/unheard", entry -> says(entry, text), LIMIT);
  }

  /** How many seconds have passed since the last call by the distant process's own clock. */
  private long seconds() {
    return tap.take().stream()
        .flatMap(List::stream)
        .filter(statement -> statement.contains(EVERY_SECOND))
        .count();
  }

  private static boolean says(Optional<WireEntry> entry, String text) {
    return entry
        .map(found -> found.value().asJsonObject().getString("desc").equals(text))
        .orElse(false);
  }

  @Test
  void aLostNotificationLosesNoChange() {
    int before = tap.lostNotifications();
    seconds();
    for (int i = 0; i < CHANGES; i++) {
      awaitChange("change " + i);
    }
    long took = seconds();
    assertTrue(took <= CHANGES * SOON, () -> took + " seconds");
    Waiting.until(
        "the lost notifications", () -> tap.lostNotifications() >= before + CHANGES, LIMIT);
  }

  @Test
  void aRevokedInstanceIsRefusedByBothWithoutANotification() {
    IssuedDataPlane here = IssuedDataPlane.of(near, nearAdmin, "default");
    IssuedDataPlane there = here.at(distant.dpPort());
    try (HarnessDataPlane revoked =
        HarnessDataPlane.start(there.endpoint(), HarnessDataPlane.Pace.HASTY)) {
      revoked.awaitLoaded(LIMIT);
      assertEquals(200, here.range().statusCode());
      assertEquals(200, there.range().statusCode());
      nearAdmin.delete("/api/gateway_groups/default/instances/" + id("tests")).expect(200);
      assertEquals(401, here.range().statusCode());
      seconds();
      Waiting.until("it", () -> there.range().statusCode() == 401, LIMIT);
      long took = seconds();
      assertTrue(took <= SOON, () -> took + " seconds");
      int streams = revoked.streams();
      assertTrue(route(nearAdmin, "secret", "after the revocation") < 300);
      plane.await("/apisix/routes/secret", Optional::isPresent, LIMIT);
      assertEquals(401, there.range().statusCode());
      assertEquals(streams, revoked.streams());
      assertTrue(revoked.get("/apisix/routes/secret").isEmpty());
    }
  }

  private String id(String instance) {
    return nearAdmin
        .get("/api/gateway_groups/default/instances")
        .expect(200)
        .json()
        .getJsonArray("list")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getString("name").equals(instance))
        .map(one -> one.getString("id"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lateAnswersCostTimeAndNothingThatWasAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      tap.delay(LATE);
      for (int i = 0; i < 3; i++) {
        write("late" + i, acknowledged);
      }
      assertFalse(acknowledged.isEmpty(), "nothing can be written");
      assertGoesOn(acknowledged);
      tap.delay(VERY_LATE);
      Future<?> writing = threads.submit(() -> write("verylate", acknowledged));
      Future<AdminClient.Answer> asking = threads.submit(() -> distantAdmin.get("/api/me"));
      assertTrue(HarnessDataPlane.read(endpoint).containsKey("/apisix/routes/late0"));
      assertTrue(plane.get("/apisix/routes/late0").isPresent());
      assertFalse(asking.isDone(), "the data plane has waited for the database, too");
      asking.get();
      writing.get();
    } finally {
      tap.delay(Duration.ZERO);
    }
    Waiting.until("a write", () -> route(distantAdmin, "after", "") < 300, LIMIT);
    acknowledged.add("after");
    assertGoesOn(acknowledged);
    Waiting.until("ready", () -> distant.stranger().get("/readyz").status() == 200, LIMIT);
  }

  /** In bounded time: the client does not wait for longer than a minute. */
  private void write(String id, List<String> acknowledged) {
    int status = route(distantAdmin, id, "");
    if (status < 300) {
      acknowledged.add(id);
    } else {
      assertEquals(503, status);
    }
  }

  private void assertGoesOn(List<String> acknowledged) {
    for (String id : acknowledged) {
      plane.await("/apisix/routes/" + id, Optional::isPresent, LIMIT);
      nearAdmin.get("/apisix/admin/routes/" + id).expect(200);
    }
  }
}
