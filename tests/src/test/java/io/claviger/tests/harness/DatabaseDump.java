package io.claviger.tests.harness;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Every value of every table of a database, as somebody with a copy of it has them. */
public final class DatabaseDump {
  private DatabaseDump() {}

  /**
   * @param values is told {@code table.column} and the bytes: those of binary columns as they are,
   *     of all others their text in UTF-8
   * @return how many values there are
   */
  public static int of(Connection connection, BiConsumer<String, byte[]> values)
      throws SQLException {
    int count = 0;
    for (String table : tables(connection)) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select * from " + table)) {
        while (rows.next()) {
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.accept(table + "." + rows.getMetaData().getColumnName(i), bytes(rows, i));
            count++;
          }
        }
      }
    }
    return count;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        tables.add('"' + found.getString("TABLE_NAME") + '"');
      }
    }
    return tables;
  }

  private static byte[] bytes(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case null -> new byte[0];
      case byte[] binary -> binary;
      case Blob blob -> blob.getBytes(1, Math.toIntExact(blob.length()));
      case Clob clob ->
          clob.getSubString(1, Math.toIntExact(clob.length())).getBytes(StandardCharsets.UTF_8);
      case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
    };
  }
}
