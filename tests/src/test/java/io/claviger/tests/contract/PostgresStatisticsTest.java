package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.tests.harness.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL knows of tables that grow before its autovacuum comes, which these do without. */
class PostgresStatisticsTest {
  private final TestDatabase place = TestDatabase.postgres();

  @BeforeEach
  void openWithoutAutovacuum() throws SQLException {
    Database.open(place.config()).close();
    place.execute("alter table consumer_identity set (autovacuum_enabled = false)");
  }

  @Test
  void aStatementThatWasPreparedForAnEmptyTableIsPlannedAnew() throws SQLException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute(
          "prepare lookup as select id from consumer_identity"
              + " where scope = $1 and plugin = $2 and mark = $3");
      String plan = "explain execute lookup('a', 'key-auth', 'mark7')";
      assertFalse(answer(statement, plan).contains("consumer_identity_pkey"));

      insert(1, 2_000);
      collect();

      assertTrue(answer(statement, plan).contains("consumer_identity_pkey"));
    }
  }

  @Test
  void aTableIsLookedAtAgainOnceItHasGrownFourfold() throws SQLException {
    insert(1, 2_000);
    collect();
    insert(2_001, 3_000);
    collect();
    assertEquals(2_000, known());

    insert(3_001, 9_000);
    collect();
    assertEquals(9_000, known());
  }

  private void collect() {
    try (Database database = Database.open(place.config())) {
      database.collectStatistics();
    }
  }

  private void insert(int first, int last) throws SQLException {
    place.execute(
        "insert into consumer_identity (scope, plugin, mark, kind, id, mac)"
            + " select 'a', 'key-auth', 'mark' || n, 'consumers', 'c' || n, ''"
            + (" from generate_series(" + first + ", " + last + ") as n"));
  }

  private int known() throws SQLException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      return Integer.parseInt(
          answer(
              statement,
              "select reltuples::int from pg_class where oid = 'consumer_identity'::regclass"));
    }
  }

  private static String answer(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
