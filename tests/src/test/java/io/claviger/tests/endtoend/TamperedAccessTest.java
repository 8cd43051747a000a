package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who edits a row that decides who comes in, behind the back of the running program, lets nobody
 * in: the row counts for nothing until it is repaired, and there is an alarm and a metric.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperedAccessTest {
  private static final String DAMAGED = "claviger_damaged_rows_total";

  private Installation installation;
  private AdminClient admin;
  private AdminClient session;
  private Metrics metrics;

  @BeforeAll
  void start(@TempDir Path home) {
    installation = Installation.onPostgres(home);
    ClavigerProcess process = installation.start();
    session = process.stranger().logIn("admin", ClavigerProcess.ADMIN_PASSWORD);
    admin = session.withNewToken("tests");
    metrics = new Metrics(process.metricsPort());
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @BeforeEach
  @AfterEach
  void everybodyComesIn() {
    admin.get("/api/me").expect(200);
    session.get("/api/me").expect(200);
    process().stranger().logIn("admin", ClavigerProcess.ADMIN_PASSWORD);
  }

  private ClavigerProcess process() {
    return installation.process();
  }

  /** The hash of a token is that of a text that its owner knows. */
  @Test
  void aPasswordHashThatWasExchangedLetsNobodyIn() throws Exception {
    whileEdited(
        "app_user",
        "password_hash",
        "(select hash from access_token limit 1)",
        () -> {
          assertRefused(401, () -> logIn(admin.header("X-API-KEY").orElseThrow()), "app_user");
          assertRefused(401, () -> logIn(ClavigerProcess.ADMIN_PASSWORD), "app_user");
        });
  }

  @Test
  void aRoleThatWasEditedLetsNobodyIn() throws Exception {
    whileEdited(
        "app_user",
        "role",
        "'auditor'",
        () -> {
          assertRefused(500, () -> admin.get("/api/me"), "app_user");
          assertRefused(500, () -> session.get("/api/me"), "app_user");
          assertRefused(401, () -> logIn(ClavigerProcess.ADMIN_PASSWORD), "app_user");
        });
  }

  @Test
  void aTokenWhoseExpiryWasPutOffLetsNobodyIn() throws Exception {
    whileEdited(
        "access_token",
        "expires_at",
        "expires_at + 1000",
        () -> {
          assertRefused(500, () -> admin.get("/api/me"), "access_token");
          session.get("/api/me").expect(200);
        });
  }

  @Test
  void aRevocationThatWasTakenBackLetsNobodyIn() throws Exception {
    DataPlaneCertificate revoked = DataPlaneCertificate.issue(admin, "default");
    admin.delete("/api/gateway_groups/default/instances/" + revoked.instance()).expect(200);
    whileEdited(
        "gateway_instance",
        "revoked_at",
        "null",
        () -> assertAlarm("gateway_instance", () -> assertEquals(503, revoked.status(process()))));
  }

  private AdminClient.Answer logIn(String password) {
    return process().stranger().tryLogIn("admin", password);
  }

  private void whileEdited(String table, String column, String value, Runnable then)
      throws SQLException, IOException {
    String set = "update " + table + " set " + column + " = ";
    installation.execute("create table good as select id, " + column + " from " + table);
    assertTrue(installation.execute(set + value) > 0);
    try {
      then.run();
    } finally {
      installation.execute(set + "good." + column + " from good where good.id = " + table + ".id");
      installation.execute("drop table good");
    }
  }

  /** Who has shown a credential hears which row it is, and a stranger does not. */
  private void assertRefused(int status, Supplier<AdminClient.Answer> request, String table) {
    assertAlarm(
        table,
        () -> {
          AdminClient.Answer answer = request.get();
          assertEquals(status, answer.status(), answer.body());
          assertEquals(status == 500, answer.body().contains(row(table)), answer.body());
        });
  }

  private static String row(String table) {
    return "the stored row of " + table;
  }

  private void assertAlarm(String table, Executable refused) {
    double before = metrics.value(DAMAGED, table);
    assertDoesNotThrow(refused);
    double after = metrics.value(DAMAGED, table);
    assertTrue(Double.isNaN(before) ? after > 0 : after > before, before + ", then " + after);
    assertTrue(
        process()
            .output()
            .lines()
            .anyMatch(line -> line.contains("INTEGRITY ALARM") && line.contains(row(table))),
        process().output());
  }
}
