package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.port.Users;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.RowKeys;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a transaction says when the server goes away or falls silent in the midst of it. */
@Isolated
class PostgresTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase place = TestDatabase.postgres();

  @Test
  void aCutConnectionIsUnavailableAndSoonAllIsWell() {
    try (Database database = Database.open(place.config())) {
      assertUnavailable(database, () -> ofBackends("pg_terminate_backend(pid)"));

      assertTrue(recovers(database));
    }
  }

  /** Whether the server had committed already, nobody on this side can know. */
  @Test
  void aConnectionThatIsCutDuringItsCommitLeavesTheOutcomeUncertain() {
    try (Database database = Database.open(place.config())) {
      RowKeys.begin(database);
      Users users = new HibernateUsers(database.unitOfWork());
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () ->
                  database
                      .unitOfWork()
                      .inTransaction(
                          () -> {
                            users.save(UserFixtures.named("a".repeat(64)));
                            return ofBackends("pg_terminate_backend(pid)");
                          }));
      assertEquals(Refusal.Uncertain.class, refused.refusal().getClass());
      assertTrue(refused.refusal().message().contains("read it again"));

      assertTrue(recovers(database));
    }
  }

  @Test
  void aServerThatFallsSilentIsUnavailable() {
    DatabaseConfig config =
        new DatabaseConfig(
            place.url() + "?socketTimeout=1", place.user(), Secret.ofText(place.password()));
    List<String> stopped = new ArrayList<>();
    try (Database database = Database.open(config)) {
      assertUnavailable(
          database,
          () -> {
            stopped.addAll(ofBackends("pid"));
            stopped.forEach(pid -> signal("STOP", pid));
          });
    } finally {
      stopped.forEach(pid -> signal("CONT", pid));
    }
  }

  private static void assertUnavailable(Database database, Runnable trouble) {
    Users users = new HibernateUsers(database.unitOfWork());
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                database
                    .unitOfWork()
                    .inTransaction(
                        () -> {
                          users.any();
                          trouble.run();
                          return users.any();
                        }));
    assertEquals(Refusal.Unavailable.class, refused.refusal().getClass());
  }

  /** The pool may still give out connections that it used a moment ago. */
  private static boolean recovers(Database database) {
    Users users = new HibernateUsers(database.unitOfWork());
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      try {
        assertFalse(database.unitOfWork().inTransaction(users::any));
        return true;
      } catch (RefusedException e) {
        assertEquals(Refusal.Unavailable.class, e.refusal().getClass());
      }
    }
    return false;
  }

  /** Asks the server for something of each of the program's connections. */
  private List<String> ofBackends(String what) {
    List<String> answers = new ArrayList<>();
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select "
                    + what
                    + " from pg_stat_activity where datname = current_database()"
                    + " and application_name = 'claviger'")) {
      while (row.next()) {
        answers.add(row.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    assertFalse(answers.isEmpty());
    return answers;
  }

  private static void signal(String name, String pid) {
    try {
      assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
