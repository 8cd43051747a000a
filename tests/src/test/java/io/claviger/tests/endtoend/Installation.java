package io.claviger.tests.endtoend;

import static java.util.Objects.requireNonNull;

import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The program in a home of its own, which stops and starts again, and the way to its tables. */
final class Installation implements AutoCloseable {
  private final Path home;
  private final Optional<TestDatabase> database;
  private final String password;
  private @Nullable ClavigerProcess process;

  private Installation(Path home, Optional<TestDatabase> database, String password) {
    this.home = home;
    this.database = database;
    this.password = password;
  }

  static Installation onH2(Path home) {
    return new Installation(home, Optional.empty(), ClavigerProcess.ADMIN_PASSWORD);
  }

  static Installation onPostgres(Path home) {
    return new Installation(
        home, Optional.of(TestDatabase.postgres()), ClavigerProcess.ADMIN_PASSWORD);
  }

  /** With another password of the administrator. */
  Installation withPassword(String other) {
    return new Installation(home, database, other);
  }

  ClavigerProcess start() {
    ClavigerProcess.Setup setup =
        database
            .map(place -> ClavigerProcess.in(home, place.url(), place.user(), place.password()))
            .orElseGet(() -> ClavigerProcess.in(home))
            .with("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD", password);
    process = setup.start();
    return process;
  }

  /** The one that was started last. */
  ClavigerProcess process() {
    return requireNonNull(process);
  }

  void stop() {
    process().close();
  }

  Path home() {
    return home;
  }

  Path keys() {
    return home.resolve("data").resolve("keys");
  }

  /**
   * A connection past the program, as somebody with access to its database has it. To the embedded
   * database only while the program is stopped.
   */
  Connection connect() throws SQLException, IOException {
    return database.isPresent()
        ? database.get().connect()
        : DriverManager.getConnection(
            DatabaseConfig.embeddedUrl(home.resolve("data")),
            "claviger",
            Files.readString(keys().resolve("h2.password")).strip());
  }

  /**
   * Runs one statement past the program.
   *
   * @return how many rows it changed
   */
  int execute(String sql) throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
