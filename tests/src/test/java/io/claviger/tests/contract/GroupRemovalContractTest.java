package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.domain.shared.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That a removed group leaves nothing but its audit entries. */
class GroupRemovalContractTest extends DatabaseContract {
  @Test
  void everyTableThatHasAScopeIsCleared() throws SQLException {
    Scope removed = newScope();
    Scope kept = newScope();
    try (Connection connection = place().connect()) {
      List<String> tables = scopedTables(connection);
      assertTrue(tables.size() >= 9, tables::toString);
      for (String table : tables) {
        insert(connection, table, removed);
        insert(connection, table, kept);
      }
    }

    run(() -> new HibernateGatewayGroups(database().unitOfWork()).remove(removed));

    try (Connection connection = place().connect()) {
      for (String table : scopedTables(connection)) {
        assertEquals(0, count(connection, table, removed), table);
        assertEquals(1, count(connection, table, kept), table);
      }
    }
  }

  private static List<String> scopedTables(Connection connection) throws SQLException {
    return strings(
        connection,
        "select lower(table_name) from information_schema.columns"
            + " where lower(column_name) = 'scope' and lower(table_schema) = 'public'");
  }

  /** A row whose other columns have any value of their type. */
  private static void insert(Connection connection, String table, Scope scope) throws SQLException {
    List<String> columns =
        strings(
            connection,
            "select lower(column_name) || ':' || lower(data_type)"
                + " from information_schema.columns where lower(table_name) = '"
                + table
                + "' and lower(table_schema) = 'public' and is_identity = 'NO'");
    String names = columns.stream().map(c -> c.split(":", 2)[0]).collect(Collectors.joining(", "));
    String values =
        columns.stream().map(column -> value(column, scope)).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into " + table + " (" + names + ") values (" + values + ")");
    }
  }

  private static String value(String column, Scope scope) {
    String type = column.split(":", 2)[1].toLowerCase(Locale.ROOT);
    if (column.startsWith("scope:")) {
      return "'" + scope + "'";
    }
    if (Stream.of("char", "text", "large").anyMatch(type::contains)) {
      // Short enough for every column, and different in each scope.
      return type.contains("binary") ? "x'00'" : "'" + scope.value().substring(0, 8) + "'";
    }
    return type.contains("int") ? "1" : "cast('00' as " + type + ")";
  }

  private static long count(Connection connection, String table, Scope scope) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select count(*) from " + table + " where scope = ?")) {
      query.setString(1, scope.value());
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        strings.add(result.getString(1));
      }
    }
    return strings;
  }
}
