package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deleted group is gone from every backup of the database, because its shred key is in none. */
class ShreddedGroupTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CONSUMER =
      "{'username':'jack','plugins':{'key-auth':{'key':%s}}}".replace('\'', '"');

  @Test
  void aRestoredBackupOpensTheOtherGroupsAndNotTheDeletedOne(@TempDir Path home) throws Exception {
    try (Installation installation = Installation.onH2(home)) {
      AdminClient admin = installation.start().admin();
      for (String group : new String[] {"kept", "deleted"}) {
        GroupClient.create(admin, group, "")
            .put("consumers", CONSUMER.formatted("\"key of " + group + "\""))
            .expect(201);
      }
      IssuedDataPlane kept = IssuedDataPlane.of(installation.process(), admin, "kept");
      IssuedDataPlane deleted = IssuedDataPlane.of(installation.process(), admin, "deleted");
      assertTrue(jack(deleted).contains("key of deleted"));
      installation.stop();
      Path backup = Files.copy(database(home), home.resolve("backup"));

      delete(installation.start(), installation.keys());
      installation.stop();
      Files.copy(backup, database(home), StandardCopyOption.REPLACE_EXISTING);

      ClavigerProcess restored = installation.start();
      assertTrue(jack(kept.at(restored.dpPort())).contains("key of kept"));
      HttpResponse<String> shredded = deleted.at(restored.dpPort()).range();
      assertEquals(503, shredded.statusCode(), "never an empty configuration");
      assertTrue(restored.output().contains("INTEGRITY ALARM"), restored.output());
    }
  }

  private static String jack(IssuedDataPlane plane) throws IOException {
    return Objects.requireNonNull(
            HarnessDataPlane.read(plane.endpoint()).get("/apisix/consumers/jack"))
        .value()
        .toString();
  }

  private static Path database(Path home) {
    return home.resolve("data").resolve("claviger.mv.db");
  }

  private static void delete(ClavigerProcess process, Path keys) throws IOException {
    long before = shredKeys(keys);
    process.admin().delete("/api/gateway_groups/deleted?force=true").expect(200);
    Waiting.until("the shredding", () -> shredKeys(keys) < before, LIMIT);
    assertFalse(process.output().contains("INTEGRITY ALARM"));
  }

  private static long shredKeys(Path keys) {
    try (Stream<Path> files = Files.list(keys.resolve("shred"))) {
      return files.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
