package io.claviger.tests.endtoend;

import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks into a database, past the program, for what cannot be if every change is whole. */
final class StoredState implements AutoCloseable {
  private static final Pattern MARKER = Pattern.compile("\\$sealed://");
  private static final String WITHOUT_RESOURCE =
      "select count(*) from sealed_value s where kind in ('routes', 'consumers') and not exists"
          + " (select 1 from resource r where r.scope = s.scope and r.kind = s.kind"
          + " and r.id = s.id)";

  private final Connection connection;

  private StoredState(Connection connection) {
    this.connection = connection;
  }

  static StoredState of(TestDatabase database) throws SQLException {
    return new StoredState(database.connect());
  }

  /** The embedded database that a process has left in its data directory. */
  static TestDatabase embedded(Path dataDir) {
    try {
      String password = Files.readString(dataDir.resolve("keys").resolve("h2.password"));
      return new TestDatabase(DatabaseConfig.embeddedUrl(dataDir), "claviger", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** What is wrong; empty if nothing is. */
  List<String> faults() throws SQLException {
    List<String> faults = new ArrayList<>(markersWithoutValues());
    expect(faults, 0, WITHOUT_RESOURCE);
    expect(
        faults,
        0,
        "select count(*) from resource r join tombstone t on r.scope = t.scope"
            + " and r.kind = t.kind and r.id = t.id");
    long leaves = number("select count(*) from audit_leaf");
    expect(faults, leaves, "select max(seq) - min(seq) + 1 from audit_leaf");
    expect(
        faults, leaves, "select count(*) from audit_leaf l join audit_entry e on e.id = entry_id");
    expect(faults, 0, "select count(*) from audit_pending p join audit_leaf on p.id = entry_id");
    long pending = number("select count(*) from audit_pending");
    expect(faults, leaves + pending, "select count(*) from audit_entry");
    return faults;
  }

  private void expect(List<String> faults, long expected, String sql) throws SQLException {
    long found = number(sql);
    if (found != expected) {
      faults.add(found + " instead of " + expected + " from " + sql);
    }
  }

  private List<String> markersWithoutValues() throws SQLException {
    List<String> faults = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select kind, id, document, (select count(*) from sealed_value s"
                    + " where s.scope = r.scope and s.kind = r.kind and s.id = r.id)"
                    + " from resource r")) {
      while (result.next()) {
        long markers = MARKER.matcher(result.getString(3)).results().count();
        if (markers != result.getLong(4)) {
          faults.add(
              result.getString(1)
                  + "/"
                  + result.getString(2)
                  + " has "
                  + markers
                  + " markers and "
                  + result.getLong(4)
                  + " sealed values");
        }
      }
    }
    return faults;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
