package io.claviger.adapters.cli.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.cli.Called;
import io.claviger.adapters.cli.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who watches a re-encryption learns how it ended. */
class ReencryptCommandTest {
  @TempDir static Path home;

  private ScriptedServer server;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String progress(String state, int done, String left) {
    return "{\"value\":{\"state\":\""
        + state
        + "\",\"total\":9,\"done\":"
        + done
        + ",\"rate\":4.5,\"eta_seconds\":"
        + left
        + "}}";
  }

  @Test
  void itStaysUntilItIsDone() {
    server
        .thenAnswers(202, progress("running", 0, "null"))
        .thenAnswers(200, progress("running", 3, "2"))
        .thenAnswers(200, progress("done", 9, "0"));
    Called called = server.call("reencrypt", "--system", "--watch").expect(0);
    assertEquals("Done: all values are under the primary key, 9 were moved.", called.out().strip());
    assertEquals(
        "100 %  9 values of 9 values  5 values/s", called.err().lines().toList().getLast());
    assertEquals(
        List.of(
            "POST /api/sys/keyring/reencrypt",
            "GET /api/sys/keyring/reencryption",
            "GET /api/sys/keyring/reencryption"),
        server.asked());
  }

  @Test
  void whoWatchesOnATerminalSeesTheRateAndTheTimeLeft() {
    server.thenAnswers(202, progress("running", 3, "2")).thenAnswers(200, progress("done", 9, "0"));
    Called called = server.callAttended("reencrypt", "blue", "--watch").expect(0);
    assertTrue(called.err().contains("3 values of 9 values  5 values/s  2 s left"), called.err());
  }

  @Test
  void withoutWatchingItOnlyAsks() {
    server.thenAnswers(202, progress("running", 3, "2"));
    Called called = server.call("reencrypt", "blue").expect(0);
    assertTrue(called.out().startsWith("Running: 3 of 9"), called.out());
    assertEquals(List.of("POST /api/gateway_groups/blue/keyring/reencrypt"), server.asked());
  }

  @Test
  void aValueThatDoesNotOpenEndsItWithOne() {
    server
        .thenAnswers(202, progress("running", 0, "null"))
        .thenAnswers(200, progress("failed", 3, "null"));
    Called called = server.call("reencrypt", "blue", "--watch").expect(1);
    assertTrue(called.err().contains("a value does not open"), called.err());
    assertEquals("", called.out());
  }

  @Test
  void aControlPlaneThatRefusesWhileItIsWatchedIsHeard() {
    server
        .thenAnswers(202, progress("running", 0, "null"))
        .thenAnswers(503, "{\"error_msg\":\"sealed\"}");
    Called called = server.call("reencrypt", "blue", "--watch").expect(1);
    assertTrue(called.err().contains("(503): sealed"), called.err());
  }
}
