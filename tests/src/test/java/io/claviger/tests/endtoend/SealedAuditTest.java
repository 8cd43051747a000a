package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done and refused while a process is sealed is written into the audit log then, although
 * the process ends before it is unsealed, and becomes a leaf once one is.
 */
class SealedAuditTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LEAF =
      " and exists (select 1 from audit_leaf l where l.entry_id = e.id)";

  private final TestDatabase database = TestDatabase.postgres();

  @Test
  void whatHappensWhileItIsSealedIsWrittenDownAndBecomesALeaf(@TempDir Path home) throws Exception {
    ClavigerProcess.Setup setup =
        ClavigerProcess.in(home, database.url(), database.user(), database.password())
            .without("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD")
            .with("CLAVIGER_SEAL_TYPE", "shamir");
    List<String> shares;
    try (ClavigerProcess process = setup.startSealed()) {
      shares = initialise(process.stranger());
      unseal(process, new Share(7, 1, Secret.of(new byte[32])).text().revealText()).expect(400);
      unseal(process, "no share at all").expect(400);
      unseal(process, shares.getFirst()).expect(200);
    }
    try (StoredState state = StoredState.of(database)) {
      assertEquals(1, entries(state, "done", ""), "the share that was taken");
      // Those of one source and one minute together.
      long refused = entries(state, "refused", "");
      assertTrue(refused == 1 || refused == 2, refused + " entries of refusals");

      try (ClavigerProcess process = setup.startSealed()) {
        unseal(process, shares.getFirst()).expect(200);
        unseal(process, shares.getLast()).expect(200);
        Waiting.until("the leaves", () -> entries(state, "done", LEAF) == 3, LIMIT);
        assertEquals(refused, entries(state, "refused", LEAF));
        assertEquals(List.of(), state.faults());
      }
    }
  }

  private static List<String> initialise(AdminClient stranger) {
    return stranger
        .post(
            "/api/sys/init",
            StrictJson.parse(
                "{\"shares\":2,\"threshold\":2,\"bootstrap_password\":\"a lasting passphrase 71\"}"))
        .expect(201)
        .value()
        .getJsonArray("shares")
        .getValuesAs(JsonString::getString);
  }

  private static AdminClient.Answer unseal(ClavigerProcess process, String share) {
    return process
        .stranger()
        .post("/api/sys/unseal", JsonTree.object().add("share", share).build());
  }

  private static long entries(StoredState state, String outcome, String condition) {
    try {
      return state.number(
          "select count(*) from audit_entry e where action = 'system:Unseal' and outcome = '"
              + outcome
              + "'"
              + condition);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
