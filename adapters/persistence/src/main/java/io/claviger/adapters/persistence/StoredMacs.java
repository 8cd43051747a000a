package io.claviger.adapters.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The MACs of all rows in a group's set, read by one statement, so that they are of one moment.
 * They are what stands there: that each fits its row is checked where the row is read.
 */
record StoredMacs(List<RowTable> tables, String scope) {
  StoredMacs {
    tables = tables.stream().filter(RowTable::isInSets).toList();
  }

  List<byte[]> read(GuardedSession session) {
    return session.read(this::read);
  }

  private List<byte[]> read(Connection connection) throws SQLException {
    String sql =
        tables.stream()
            .map(table -> "select mac from " + table.name() + " where scope = ?")
            .collect(Collectors.joining(" union all "));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= tables.size(); i++) {
        statement.setString(i, scope);
      }
      List<byte[]> macs = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byte[] mac = rows.getBytes(1);
          macs.add(mac == null ? new byte[0] : mac);
        }
      }
      return macs;
    }
  }
}
