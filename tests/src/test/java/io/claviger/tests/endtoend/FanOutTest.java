package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Many data planes follow one group. */
@Isolated
class FanOutTest {
  private static final int WATCHERS = 1_000;
  private static final int CERTIFICATES = 6;
  private static final int RESOURCES = 40;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void everyChangeReachesAThousandWatchersInOrderAndNobodyElse(@TempDir Path home)
      throws IOException {
    List<HarnessDataPlane> planes = new ArrayList<>();
    try (ClavigerProcess process = ClavigerProcess.in(home).start()) {
      AdminClient admin = process.admin();
      group(admin, "crowd");
      group(admin, "elsewhere");
      DpEndpoint elsewhere = Issued.endpoint(admin, "elsewhere", "outsider", process.dpPort());
      HarnessDataPlane outsider = follow(elsewhere, planes);
      outsider.awaitLoaded(LIMIT);
      List<DpEndpoint> crowd = new ArrayList<>();
      for (int i = 0; i < CERTIFICATES; i++) {
        crowd.add(Issued.endpoint(admin, "crowd", "instance-" + i, process.dpPort()));
      }
      for (int i = 0; i < WATCHERS; i++) {
        follow(crowd.get(i % CERTIFICATES), planes);
      }
      List<HarnessDataPlane> watchers = planes.subList(1, planes.size());
      watchers.forEach(watcher -> watcher.awaitLoaded(LIMIT));

      int changes = create(admin);
      allHave(watchers, crowd.getFirst(), changes);
      changes += changeAndDelete(admin);
      allHave(watchers, crowd.getFirst(), changes);

      assertEquals(0, outsider.events());
      outsider.awaitEquals(Map.of(), LIMIT);
    } finally {
      planes.forEach(HarnessDataPlane::close);
    }
  }

  private static void group(AdminClient admin, String id) {
    admin
        .post("/api/gateway_groups", JsonTree.object().add("id", id).add("name", id).build())
        .expect(201);
  }

  private static HarnessDataPlane follow(DpEndpoint endpoint, List<HarnessDataPlane> planes) {
    HarnessDataPlane plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY);
    planes.add(plane);
    return plane;
  }

  private static int create(AdminClient admin) {
    for (int i = 0; i < RESOURCES; i++) {
      put(admin, i, "first");
    }
    return RESOURCES;
  }

  /** Each resource is changed once, so that no watch may leave one of the changes out. */
  private static int changeAndDelete(AdminClient admin) {
    for (int i = 0; i < RESOURCES; i++) {
      if (i % 4 == 0) {
        admin.delete(path(i)).expect(200);
      } else {
        put(admin, i, "second");
      }
    }
    return RESOURCES;
  }

  private static void put(AdminClient admin, int i, String text) {
    boolean consumer = i % 2 == 0;
    JsonObject auth = JsonTree.object().add("key", "secret " + text + i).build();
    JsonObject plugins = JsonTree.object().add("key-auth", auth).build();
    JsonObject nodes = JsonTree.object().add("127.0.0.1:80", 1).build();
    JsonObject document =
        consumer
            ? JsonTree.object().add("username", "c" + i).add("plugins", plugins).build()
            : JsonTree.object().add("desc", text).add("nodes", nodes).build();
    AdminClient.Answer answer = admin.put(path(i), document);
    answer.expect(text.equals("first") ? 201 : 200);
  }

  private static String path(int i) {
    return "/apisix/admin/"
        + (i % 2 == 0 ? "consumers/c" : "upstreams/")
        + i
        + "?gateway_group_id=crowd";
  }

  private static void allHave(List<HarnessDataPlane> watchers, DpEndpoint endpoint, int changes)
      throws IOException {
    Map<String, WireEntry> expected = HarnessDataPlane.read(endpoint);
    for (HarnessDataPlane watcher : watchers) {
      watcher.awaitEquals(expected, LIMIT);
      assertEquals(changes, watcher.events(), "changes that a watch told of");
      assertEquals(1, watcher.resyncs(), "a watcher had to start over");
      assertEquals(1, watcher.streams(), "a stream was cut");
    }
  }
}
