package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.persistence.Database;
import io.claviger.application.port.RowIntegrity.Damage;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.RowKeys;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A suite that runs once on every {@link Engine}, each time in a new database. Its tests share the
 * database and keep apart by scopes and ids of their own.
 */
@ParameterizedClass
@EnumSource(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContract {
  static final Instant NOW = Instant.parse("2026-05-06T07:08:09.123Z");

  @Parameter @Nullable Engine engine;
  private @Nullable Path directory;
  private @Nullable TestDatabase place;
  private @Nullable Database database;

  /** The damaged rows that were met. */
  final List<Damage> damages = new CopyOnWriteArrayList<>();

  @BeforeParameterizedClassInvocation
  void open() throws IOException {
    directory = Files.createTempDirectory("claviger-contract");
    place = engine().create(directory);
    database = opened(place);
  }

  @AfterParameterizedClassInvocation
  void close() throws IOException {
    database().close();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  Engine engine() {
    return present(engine);
  }

  TestDatabase place() {
    return present(place);
  }

  Database database() {
    return present(database);
  }

  /**
   * The same database, opened again, as another process on it would. H2 allows that within one JVM
   * only, where both share the files.
   */
  Database secondProcess() {
    return opened(place());
  }

  private Database opened(TestDatabase place) {
    Database opened = Database.open(place.config());
    RowKeys.begin(opened, damages::add);
    return opened;
  }

  /** Changes the database behind the program's back. */
  void forge(String sql) throws SQLException {
    place().execute(sql);
  }

  <T> T transact(Supplier<T> work) {
    return database().unitOfWork().inTransaction(work);
  }

  void run(Runnable work) {
    transact(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  static Scope newScope() {
    return Scope.of(UUID.randomUUID());
  }

  static void assertConflict(Runnable work) {
    assertRefused(Refusal.Conflict.class, work);
  }

  static RefusedException assertRefused(Class<? extends Refusal> kind, Runnable work) {
    RefusedException refused = assertThrows(RefusedException.class, work::run);
    assertInstanceOf(kind, refused.refusal());
    return refused;
  }

  static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the database is not open");
    }
    return value;
  }
}
