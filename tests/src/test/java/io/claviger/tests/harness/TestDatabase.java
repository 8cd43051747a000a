package io.claviger.tests.harness;

import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database of a test's own. */
public record TestDatabase(String url, String user, String password) {
  public static final int CONNECTIONS = 4;

  /** The embedded database in a directory, as it is when nothing is configured. */
  public static TestDatabase h2(Path directory) {
    return new TestDatabase(DatabaseConfig.embeddedUrl(directory), "claviger", "test");
  }

  /** A database of its own in a real PostgreSQL server, which runs until the JVM ends. */
  public static TestDatabase postgres() {
    return PostgresServer.with(PostgresServer.Commits.QUICK).newDatabase();
  }

  /** As {@link #postgres}, in a server whose commits survive a loss of power. */
  public static TestDatabase durablePostgres() {
    return PostgresServer.with(PostgresServer.Commits.DURABLE).newDatabase();
  }

  public DatabaseConfig config() {
    return new DatabaseConfig(url, user, Secret.ofText(password), CONNECTIONS);
  }

  /** A connection beside the program's, as somebody with access to the database has it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Runs one statement in a transaction of its own. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
