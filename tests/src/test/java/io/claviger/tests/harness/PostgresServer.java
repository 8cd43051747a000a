package io.claviger.tests.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of a test JVM; it starts when it is first asked for. */
final class PostgresServer {
  private static final String OWNER = "postgres";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Map<Commits, PostgresServer> STARTED = new EnumMap<>(Commits.class);

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Whether a commit is on the disk when it is acknowledged. */
  enum Commits {
    /** It survives the programs, which is all that a test can tell. */
    QUICK("off"),

    /** As servers are set up. */
    DURABLE("on");

    private final String setting;

    Commits(String setting) {
      this.setting = setting;
    }
  }

  /** The one server that commits so. */
  static synchronized PostgresServer with(Commits commits) {
    return STARTED.computeIfAbsent(commits, absent -> new PostgresServer(start(absent)));
  }

  TestDatabase newDatabase() {
    String name = "claviger_" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
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
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, OWNER, OWNER);
  }

  private static EmbeddedPostgres start(Commits commits) {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("max_connections", "200")
          .setServerConfig("fsync", commits.setting)
          .setServerConfig("synchronous_commit", commits.setting)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
