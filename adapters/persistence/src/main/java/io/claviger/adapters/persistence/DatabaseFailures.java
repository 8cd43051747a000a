package io.claviger.adapters.persistence;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.hibernate.StaleStateException;

/**
 * Tells from an exception below the ports what it means for a caller.
 *
 * <p>Guarantees: what goes wrong in a transaction comes out without the database's own message,
 * which may hold values of rows. SQLSTATEs are those of appendix A of PostgreSQL's manual and of
 * H2's {@code ErrorCode}.
 */
final class DatabaseFailures {
  /** Unique violation; serialization failure, deadlock; lock timeouts; H2's concurrent update. */
  private static final Set<String> LOST_RACES =
      Set.of("23505", "40001", "40P01", "55P03", "HYT00", "90131");

  /** A text that is too long, and U+0000 in a text. */
  private static final Set<String> UNSTORABLE = Set.of("22001", "22021");

  /**
   * Connection, user, resources, cancelled or shut down, input and output; idle too long, read
   * only; no such database; H2: input and output, damaged file, connection broken, read only,
   * database closed.
   */
  private static final Set<String> UNREACHABLE =
      Set.of(
          "08", "28", "53", "57", "58", "25P03", "25006", "3D000", "90028", "90030", "90031",
          "90067", "90097", "90098", "90121");

  private static final String IN_USE = "90020";

  /**
   * H2 has closed its database, as it does when a write of its file fails; the next one opens it.
   */
  private static final Set<String> CLOSED = Set.of("90067", "90098", "90121");

  /** Of H2's file: what {@code DataUtils} numbers so. */
  private static final Set<Integer> OF_THE_FILE =
      Set.of(
          DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED, DataUtils.ERROR_CLOSED);

  private static final String DISK =
      " cannot be read or written: see that there is room on its disk, and that it may be written";

  private DatabaseFailures() {}

  /** For what was thrown inside a transaction. */
  static RuntimeException inTransaction(RuntimeException failure) {
    if (failure instanceof RefusedException) {
      return failure;
    }
    return causes(failure)
        .flatMap(cause -> meaning(cause).stream())
        .findFirst()
        .map(meaning -> thrownWhere(failure, meaning))
        .orElse(failure);
  }

  /** For what was thrown by a commit, of which nobody may say how it ended. */
  static RuntimeException inCommit(RuntimeException failure) {
    RuntimeException meaning = inTransaction(failure);
    return meaning instanceof RefusedException refused
            && refused.refusal() instanceof Refusal.Unavailable
        ? thrownWhere(
            failure,
            RefusedException.uncertain(
                "the database went away during the commit, so the change may or may not be stored:"
                    + " read it again"))
        : meaning;
  }

  /** For what was thrown while the database was opened. */
  static RuntimeException atStart(RuntimeException failure, DatabaseConfig config) {
    Optional<SQLException> cause = sqlException(failure);
    if (failure instanceof RefusedException
        || (cause.isEmpty() && !(failure instanceof FlywayException))) {
      return failure;
    }
    String state = cause.map(DatabaseFailures::state).orElse("");
    String address = "the database " + config.address();
    if (state.equals(IN_USE)) {
      return RefusedException.unavailable(
          address
              + " is in use by another process: another Claviger runs on this data directory; stop"
              + " that one, or give this one a data directory of its own (several share a"
              + " PostgreSQL, not a directory)");
    }
    String advice = cause.filter(DatabaseFailures::isOfTheFile).isPresent() ? DISK : advice(state);
    return RefusedException.unavailable(
        address + advice + cause.map(e -> " (" + e.getMessage() + ")").orElse(""));
  }

  /** Whether a connection is of no use any more, beside what the pool knows of by itself. */
  static boolean endsConnection(SQLException e) {
    return CLOSED.contains(state(e)) || isOfTheFile(e);
  }

  private static String advice(String state) {
    if (state.startsWith("28")) {
      return " refuses this user or password: check claviger.database.user and .password";
    }
    if (isUnreachable(state)) {
      return " cannot be reached: check claviger.database.url and that it is running; where it is"
          + " not on this machine, sslrootcert in the URL must name the authority of its"
          + " certificate";
    }
    return " has tables that this program did not make, or its user may not make any: use an empty"
        + " database that the user owns";
  }

  private static Optional<RuntimeException> meaning(Throwable cause) {
    return switch (cause) {
      case StaleStateException _ -> Optional.of(lostRace());
      // Also when the pool has no connection to give, which has no SQLSTATE.
      case SQLTransientConnectionException _ -> Optional.of(unreachable());
      case SQLException e when isOfTheFile(e) -> Optional.of(unreachable());
      case SQLException e -> Optional.of(meaning(state(e)));
      default -> Optional.empty();
    };
  }

  private static RuntimeException meaning(String state) {
    if (LOST_RACES.contains(state)) {
      return lostRace();
    }
    if (UNSTORABLE.contains(state)) {
      return RefusedException.invalid("a text is too long for the database, or holds U+0000");
    }
    return isUnreachable(state)
        ? unreachable()
        : new IllegalStateException("the database refused a statement with SQLSTATE " + state);
  }

  private static RefusedException lostRace() {
    return RefusedException.conflict(
        "somebody else changed the same at the same time, or it is there already: read again and"
            + " retry");
  }

  private static RefusedException unreachable() {
    return new RefusedException(
        new Refusal.Unavailable("the database does not answer: retry when it is back"));
  }

  private static boolean isUnreachable(String state) {
    return UNREACHABLE.stream().anyMatch(state::startsWith);
  }

  /**
   * H2 gives what fails in its file, such as a write to a full disk, the SQLSTATE of any error; its
   * cause tells.
   */
  private static boolean isOfTheFile(SQLException e) {
    return causes(e)
        .anyMatch(
            cause ->
                cause instanceof MVStoreException store
                    && OF_THE_FILE.contains(store.getErrorCode()));
  }

  private static RuntimeException thrownWhere(Throwable original, RuntimeException replacement) {
    replacement.setStackTrace(original.getStackTrace());
    return replacement;
  }

  private static Optional<SQLException> sqlException(Throwable failure) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
