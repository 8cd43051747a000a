package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many groups, each with its writers and its feed, share the embedded database. */
class ManyGroupsTest {
  /** More than there are connections. */
  private static final int GROUPS =
      8 + new DatabaseConfig("jdbc:h2:mem:", "", Secret.ofText("")).connections();

  private static final int ROUNDS = 5;

  @Test
  void allWritersAndReadersAreAnsweredHoweverManyGroupsAreWrittenAtOnce(@TempDir Path home)
      throws Exception {
    try (ClavigerProcess process = ClavigerProcess.in(home).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AdminClient admin = process.admin();
      for (int group = 0; group < GROUPS; group++) {
        admin
            .post(
                "/api/gateway_groups",
                JsonTree.object().add("id", "g" + group).add("name", "many").build())
            .expect(201);
      }
      List<Future<List<Integer>>> answers = new ArrayList<>();
      for (int group = 0; group < GROUPS; group++) {
        String query = "?gateway_group_id=g" + group;
        answers.add(threads.submit(() -> statuses(admin, query)));
      }
      for (Future<List<Integer>> one : answers) {
        assertEquals(expected(), one.get());
      }
    }
  }

  /** Of a change, of one that is refused inside its transaction, and of a look. */
  private static List<Integer> statuses(AdminClient admin, String query) {
    List<Integer> statuses = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      statuses.add(
          admin
              .put(
                  "/apisix/admin/routes/one" + query,
                  JsonTree.object()
                      .add("uri", "/" + round)
                      .add("plugins", JsonTree.object())
                      .build())
              .status());
      statuses.add(admin.delete("/apisix/admin/routes/missing" + query).status());
      statuses.add(admin.get("/apisix/admin/routes" + query).status());
    }
    return statuses;
  }

  private static List<Integer> expected() {
    List<Integer> statuses = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      statuses.addAll(List.of(round == 0 ? 201 : 200, 404, 200));
    }
    return statuses;
  }
}
