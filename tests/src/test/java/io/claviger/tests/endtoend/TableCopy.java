package io.claviger.tests.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The rows of a table at one time, kept outside the database: a backup. */
record TableCopy(String table, List<String> columns, List<List<Object>> rows) {

  static TableCopy of(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select * from " + table)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        columns.add(found.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
      }
      List<List<Object>> rows = new ArrayList<>();
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        for (String column : columns) {
          row.add(value(found, column));
        }
        rows.add(row);
      }
      return new TableCopy(table, columns, rows);
    }
  }

  private static Object value(ResultSet row, String column) throws SQLException {
    return switch (column) {
      case "document" -> row.getString(column);
      case "sealed" -> row.getBytes(column);
      default -> row.getObject(column);
    };
  }

  /** What a column holds in the only row whose other columns are these. */
  Object value(String column, Object... namesAndValues) {
    List<List<Object>> matching =
        rows.stream().filter(row -> matches(row, namesAndValues)).toList();
    if (matching.size() != 1) {
      throw new AssertionError(matching.size() + " rows of " + table);
    }
    return matching.getFirst().get(columns.indexOf(column));
  }

  private boolean matches(List<Object> row, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!row.get(columns.indexOf(namesAndValues[i])).equals(namesAndValues[i + 1])) {
        return false;
      }
    }
    return true;
  }

  /** Puts the rows of a scope back that a resource had. */
  void restore(Connection connection, String scope, String kind, String id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from " + table + " where scope = ? and kind = ? and id = ?")) {
      delete.setString(1, scope);
      delete.setString(2, kind);
      delete.setString(3, id);
      delete.executeUpdate();
    }
    String insert =
        "insert into %s (%s) values (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    for (List<Object> row : rows) {
      if (matches(row, "scope", scope, "kind", kind, "id", id)) {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
          for (int i = 0; i < row.size(); i++) {
            statement.setObject(i + 1, row.get(i));
          }
          statement.executeUpdate();
        }
      }
    }
  }
}
