package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk under the embedded database costs writes, and nothing that was acknowledged. */
class FullDiskTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int DISK_MEGABYTES = 10;
  private static final int BALLAST_BYTES = 4 << 20;
  private static final int MOST_WRITES = 500;
  private static final int PAGE_BYTES = 4_096;

  /** Of random letters, so that nothing compresses it. */
  private static final int TEXT_BYTES = 100_000;

  @Test
  void whatWasAcknowledgedOnAFullDiskIsThereAndWritesComeBackWithTheSpace(@TempDir Path home)
      throws Exception {
    Path disk = Files.createDirectory(home.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + DISK_MEGABYTES + "m", "tmpfs", disk),
        "SKIPPED: this user may not mount a small disk");
    try {
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[BALLAST_BYTES]);
      Set<String> acknowledged = new HashSet<>();
      ClavigerProcess.Setup setup =
          FixedPorts.find()
              .of(
                  ClavigerProcess.in(home.resolve("home"))
                      .with("CLAVIGER_DATA_DIR", disk.resolve("data").toString()));
      try (ClavigerProcess process = setup.start()) {
        AdminClient stranger =
            AdminClient.of(process.adminPort(), disk.resolve("data/tls/admin.crt"));
        AdminClient admin =
            stranger.logIn("admin", ClavigerProcess.ADMIN_PASSWORD).withNewToken("tests");
        DpEndpoint endpoint = Issued.endpoint(admin, "default", "follower", process.dpPort());
        try (HarnessDataPlane plane =
            HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY)) {
          plane.awaitLoaded(LIMIT);
          fill(admin, acknowledged);
          assertTrue(acknowledged.size() > 3, acknowledged::toString);
          Waiting.until("all of it", () -> reads(endpoint, acknowledged), LIMIT);
          Path rest = disk.resolve("rest");
          Waiting.until("not ready", () -> takesNoWrites(stranger, rest), LIMIT);
          assertTrue(reads(endpoint, acknowledged));
          assertEquals(1, plane.streams(), "a stream was cut");
          Files.delete(rest);
          Files.delete(ballast);
          Waiting.until("a write", () -> put(admin, "after") < 300, LIMIT);
          acknowledged.add("after");
          Waiting.until("ready", () -> stranger.get("/readyz").status() == 200, LIMIT);
          plane.await("/apisix/routes/after", Optional::isPresent, LIMIT);
          assertTrue(reads(endpoint, acknowledged));
          assertEquals(List.of(), plane.violations());
        }
        assertFalse(process.output().contains("INTEGRITY ALARM"), process.output());
      }
      try (ClavigerProcess again = setup.start()) {
        AdminClient admin =
            AdminClient.of(again.adminPort(), disk.resolve("data/tls/admin.crt"))
                .logIn("admin", ClavigerProcess.ADMIN_PASSWORD);
        for (String id : acknowledged) {
          assertEquals(200, admin.get("/apisix/admin/routes/" + id).status(), id);
        }
      }
    } finally {
      run("umount", "-l", disk);
    }
  }

  /**
   * Whether the program says so. It finds out only where no space at all is left, and not at once:
   * the database still takes a small write now and then, where it gives up older ones for it.
   */
  private static boolean takesNoWrites(AdminClient stranger, Path rest) {
    byte[] page = new byte[PAGE_BYTES];
    try {
      while (true) {
        Files.write(rest, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException full) {
      AdminClient.Answer answer = stranger.get("/readyz");
      return answer.status() == 503 && answer.body().contains("the database takes no writes");
    }
  }

  /** Whether a data plane reads all of them; that it reads at all is asserted. */
  private static boolean reads(DpEndpoint endpoint, Set<String> ids) {
    try {
      return HarnessDataPlane.read(endpoint).keySet().containsAll(keys(ids));
    } catch (IOException e) {
      throw new AssertionError("a data plane is not answered", e);
    }
  }

  private static Set<String> keys(Set<String> ids) {
    Set<String> keys = new HashSet<>();
    ids.forEach(id -> keys.add("/apisix/routes/" + id));
    return keys;
  }

  /** Writes until several writes in a row are turned away. */
  private static void fill(AdminClient admin, Set<String> acknowledged) {
    int refused = 0;
    for (int i = 0; i < MOST_WRITES && refused < 3; i++) {
      int status = put(admin, "r" + i);
      if (status < 300) {
        acknowledged.add("r" + i);
        refused = 0;
      } else {
        assertEquals(503, status);
        refused++;
      }
    }
    assertTrue(refused > 0, "the disk does not fill");
  }

  private static int put(AdminClient admin, String id) {
    StringBuilder text = new StringBuilder(TEXT_BYTES);
    RandomGenerator random = new SplittableRandom(id.hashCode());
    for (int i = 0; i < TEXT_BYTES; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    JsonObject example = JsonTree.object().add("response_example", text.toString()).build();
    return admin
        .put(
            "/apisix/admin/routes/" + id,
            JsonTree.object()
                .add("uri", "/" + id)
                .add("plugins", JsonTree.object().add("mocking", example))
                .build())
        .status();
  }

  private static boolean run(Object... command) throws IOException, InterruptedException {
    String[] words = new String[command.length];
    for (int i = 0; i < command.length; i++) {
      words[i] = command[i].toString();
    }
    return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
  }
}
