package io.claviger.adapters.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Has PostgreSQL look at tables that have grown fourfold since it last did. Of an empty table every
 * index looks the same to it, and it keeps the plan that it chose then: thousands of resources that
 * come within the minute which its autovacuum sleeps would each be looked up among all before them.
 *
 * <p>Not guaranteed: anything where the tables belong to another user of the database; its
 * autovacuum comes later all the same.
 */
final class PostgresStatistics {
  private static final Logger LOG = System.getLogger(PostgresStatistics.class.getName());

  /** In pages, since a table of fewer than eight is read as fast in any way. */
  private static final String GROWN =
      """
      select c.oid::regclass::text from pg_class c
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and pg_relation_size(c.oid)
          >= 4 * greatest(c.relpages, 2) * current_setting('block_size')::bigint
      """;

  private final DataSource pool;

  PostgresStatistics(DataSource pool) {
    this.pool = pool;
  }

  void collect() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      for (String table : grown(statement)) {
        // A table that another process is looking at already needs no second look.
        statement.execute("analyze (skip_locked) " + table);
      }
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING,
          "statistics of grown tables were not made (SQLSTATE {0})",
          e.getSQLState());
    }
  }

  /** As SQL writes their names. */
  private static List<String> grown(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(GROWN)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
