package io.claviger.tests.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables whose rows carry a MAC, found in the database, and edits of them past the program. */
record StoredRows(Connection connection) {
  /** What the README says that no MAC covers. */
  private static final Set<String> UNGUARDED =
      Set.of("ordinal", "last_address", "last_since", "last_at", "last_revision");

  /** One row by its primary key. */
  record Row(String table, Map<String, Object> key) {
    String where() {
      return " where "
          + key.keySet().stream().map(name -> name + " = ?").collect(Collectors.joining(" and "));
    }
  }

  /** All of a row. */
  record Copy(Row row, Map<String, @Nullable Object> values) {}

  List<String> tables() throws SQLException {
    return strings(
        "select lower(table_name) from information_schema.columns where lower(column_name) = 'mac'"
            + " and lower(table_schema) = 'public' order by 1");
  }

  List<String> guardedColumns(String table) throws SQLException {
    return columns(table).stream().filter(column -> !UNGUARDED.contains(column)).toList();
  }

  boolean hasScope(String table) throws SQLException {
    return columns(table).contains("scope");
  }

  private List<String> columns(String table) throws SQLException {
    return strings(
        "select lower(column_name) from information_schema.columns where lower(table_schema) ="
            + " 'public' and lower(table_name) = '"
            + table
            + "' order by 1");
  }

  List<Row> rows(String table, String where) throws SQLException {
    List<String> key = primaryKey(table);
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select " + String.join(", ", key) + " from " + table + where);
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String column : key) {
          values.put(column, found.getObject(column));
        }
        rows.add(new Row(table, values));
      }
    }
    return rows;
  }

  private List<String> primaryKey(String table) throws SQLException {
    List<String> key = new ArrayList<>();
    for (String name : List.of(table, table.toUpperCase(Locale.ROOT))) {
      try (ResultSet found = connection.getMetaData().getPrimaryKeys(null, null, name)) {
        while (found.next()) {
          key.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
        }
      }
    }
    return key;
  }

  Copy copy(Row row) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String column : columns(row.table())) {
      if (!column.equals("ordinal")) {
        values.put(column, value(row, column));
      }
    }
    return new Copy(row, values);
  }

  @Nullable Object value(Row row, String column) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select " + column + " from " + row.table() + row.where())) {
      bind(query, 1, row);
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return switch (column) {
          case "document" -> found.getString(1);
          case "sealed", "canonical" -> found.getBytes(1);
          default -> found.getObject(1);
        };
      }
    }
  }

  /** The same row, with another value in one column. */
  Row set(Row row, String column, @Nullable Object value) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update " + row.table() + " set " + column + " = ?" + row.where())) {
      update.setObject(1, value);
      bind(update, 2, row);
      if (update.executeUpdate() != 1) {
        throw new AssertionError(row + " is not there");
      }
    }
    Map<String, Object> key = new LinkedHashMap<>(row.key());
    if (value != null) {
      key.computeIfPresent(column, (name, before) -> value);
    }
    return new Row(row.table(), key);
  }

  void delete(Row row) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from " + row.table() + row.where())) {
      bind(delete, 1, row);
      delete.executeUpdate();
    }
  }

  void insert(Copy copy) throws SQLException {
    List<String> columns = List.copyOf(copy.values().keySet());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into "
                + copy.row().table()
                + " ("
                + String.join(", ", columns)
                + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
                + ")")) {
      for (int i = 0; i < columns.size(); i++) {
        insert.setObject(i + 1, copy.values().get(columns.get(i)));
      }
      insert.executeUpdate();
    }
  }

  /** Another value of the same type and length. */
  static Object edited(String column, @Nullable Object value) {
    return switch (value) {
      case null -> 1L;
      case Long number -> number + 1_000;
      case Integer number -> number + 1_000;
      case byte[] bytes -> {
        byte[] flipped = bytes.clone();
        flipped[flipped.length / 2] ^= 1;
        yield flipped;
      }
      case String text when column.equals("role") -> text.equals("viewer") ? "admin" : "viewer";
      case String text when text.isEmpty() -> "x";
      case String text when column.endsWith("scope") ->
          (text.startsWith("1") ? "2" : "1") + text.substring(1);
      case String text -> text.substring(0, text.length() - 1) + (text.endsWith("1") ? "2" : "1");
      default -> throw new AssertionError(column + " is " + value.getClass());
    };
  }

  private static void bind(PreparedStatement statement, int from, Row row) throws SQLException {
    int position = from;
    for (Object value : row.key().values()) {
      statement.setObject(position++, value);
    }
  }

  private List<String> strings(String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        strings.add(result.getString(1));
      }
    }
    return strings;
  }
}
