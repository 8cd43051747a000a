package io.claviger.tests.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL server of a test JVM; it starts when it is first asked for. */
final class PostgresServer {
  private static final String OWNER = "postgres";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  static TestDatabase newDatabase() {
    String name = "claviger_" + DATABASES.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // A collation that orders words as people do, as most servers have it.
      statement.execute(
          "create database "
              + name
              + " template template0 locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new TestDatabase(
        "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name, OWNER, OWNER);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
