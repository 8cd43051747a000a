package io.claviger.adapters.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.tools.TriggerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the audit tables of H2 append-only. An entry may be deleted 400 days after it was made, and
 * only once it is a leaf. H2 makes an object of this by its name, which a migration holds.
 */
public final class H2AuditTrigger extends TriggerAdapter {
  private static final Duration RETENTION = Duration.ofDays(400);
  private static final String RESTRICT_VIOLATION = "23001";

  @Override
  public void fire(Connection connection, @Nullable ResultSet before, @Nullable ResultSet after)
      throws SQLException {
    boolean isEntry = tableName.equalsIgnoreCase("audit_entry");
    if (before == null || after != null || !isEntry || !mayGo(connection, before)) {
      throw new SQLException("the audit log is append-only", RESTRICT_VIOLATION);
    }
  }

  private static boolean mayGo(Connection connection, ResultSet entry) throws SQLException {
    long keptSince = System.currentTimeMillis() - RETENTION.toMillis();
    return entry.getLong("time") < keptSince && isLeaf(connection, entry.getString("id"));
  }

  private static boolean isLeaf(Connection connection, String entryId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select 1 from audit_leaf where entry_id = ?")) {
      query.setString(1, entryId);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }
}
