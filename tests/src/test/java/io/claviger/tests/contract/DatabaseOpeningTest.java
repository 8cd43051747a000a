package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.RowKeys;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program finds when it opens its database. */
class DatabaseOpeningTest {
  private static final String PASSWORD = "correct horse battery";

  @ParameterizedTest
  @EnumSource
  void aSecondStartFindsTheDataOfTheFirst(Engine engine, @TempDir Path directory) {
    TestDatabase place = engine.create(directory);
    UUID id = UUID.randomUUID();
    try (Database database = Database.open(place.config())) {
      RowKeys.begin(database);
      HibernateInstallation installation = new HibernateInstallation(database.unitOfWork());
      assertTrue(
          database
              .unitOfWork()
              .inTransaction(
                  () -> {
                    installation.create(id);
                    return true;
                  }));
    }

    try (Database database = Database.open(place.config())) {
      RowKeys.begin(database);
      HibernateInstallation installation = new HibernateInstallation(database.unitOfWork());
      assertEquals(Optional.of(id), database.unitOfWork().inTransaction(installation::id));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewerSchemaIsRefusedAndNotTouched(Engine engine, @TempDir Path directory)
      throws SQLException {
    TestDatabase place = engine.create(directory);
    Database.open(place.config()).close();
    place.execute(
        "insert into \"flyway_schema_history\" values"
            + " (1000, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', now(), 1, true)");

    String message = refused(place.config());

    assertTrue(message.contains("newer than this program"), message);
    assertTrue(message.contains("999"), message);
  }

  @ParameterizedTest
  @EnumSource
  void tablesOfSomebodyElseAreRefused(Engine engine, @TempDir Path directory) throws SQLException {
    TestDatabase place = engine.create(directory);
    place.execute("create table session (id int)");

    String message = refused(place.config());

    assertTrue(message.contains("empty database"), message);
  }

  @Test
  void embeddedFilesInUseAreRefused(@TempDir Path directory)
      throws IOException, InterruptedException {
    TestDatabase place = TestDatabase.h2(directory);
    Database.open(place.config()).close();
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.h2.tools.Shell",
                "-url",
                place.url(),
                "-user",
                place.user(),
                "-password",
                place.password())
            .redirectErrorStream(true)
            .start();
    try {
      StringBuilder welcome = new StringBuilder();
      // The prompt comes when the database is open.
      while (welcome.indexOf("sql> ") < 0) {
        int next = other.getInputStream().read();
        assertTrue(next >= 0, welcome::toString);
        welcome.append((char) next);
      }

      String message = refused(place.config());

      assertTrue(message.contains("in use by another process"), message);
      assertTrue(message.contains("another Claviger runs on this data directory"), message);
      assertFalse(message.contains("server mode"), message);
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown(@TempDir Path directory) {
    TestDatabase place = TestDatabase.h2(directory);
    Database.open(place.config()).close();

    String message =
        refused(new DatabaseConfig(place.url(), place.user(), Secret.ofText(PASSWORD)));

    assertTrue(message.contains("user or password"), message);
    assertFalse(message.contains(PASSWORD), message);
  }

  @Test
  void aServerThatIsNotThereIsRefused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    String message =
        refused(
            new DatabaseConfig(
                "jdbc:postgresql://localhost:" + port + "/x?password=" + PASSWORD,
                "claviger",
                Secret.ofText(PASSWORD)));

    assertTrue(message.contains("cannot be reached"), message);
    assertFalse(message.contains(PASSWORD), message);
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereItIsNotOnLoopback() {
    TestDatabase place = TestDatabase.postgres();
    String byAnotherName = place.url().replace("//localhost:", "//0.0.0.0:");

    String message =
        refused(new DatabaseConfig(byAnotherName, place.user(), Secret.ofText(PASSWORD)));
    assertTrue(message.contains("cannot be reached"), message);

    Database.open(
            new DatabaseConfig(
                byAnotherName + "?sslmode=disable", place.user(), Secret.ofText(PASSWORD)))
        .close();
  }

  @Test
  void anotherDatabasesUrlIsRefused() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> Database.open(new DatabaseConfig("jdbc:x:y", "u", Secret.ofText(PASSWORD))));

    assertEquals(Refusal.Invalid.class, refused.refusal().getClass());
  }

  @Test
  void aDirectoryCannotAddSettingsToTheUrl() {
    assertThrows(
        RefusedException.class, () -> DatabaseConfig.embeddedUrl(Path.of("/a;INIT=select 1")));
  }

  private static String refused(DatabaseConfig config) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> Database.open(config).close());
    assertEquals(Refusal.Unavailable.class, refused.refusal().getClass(), refused::toString);
    return refused.refusal().message();
  }
}
