package io.claviger.adapters.persistence;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
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
   * only; no such database; H2: input and output, damaged file, connection broken, database closed.
   */
  private static final Set<String> UNREACHABLE =
      Set.of(
          "08", "28", "53", "57", "58", "25P03", "25006", "3D000", "90028", "90030", "90031",
          "90067", "90098", "90121");

  private static final String IN_USE = "90020";

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
    return RefusedException.unavailable(
        "the database "
            + config.address()
            + advice(cause.map(DatabaseFailures::state).orElse(""))
            + cause.map(e -> " (" + e.getMessage() + ")").orElse(""));
  }

  private static String advice(String state) {
    if (state.equals(IN_USE)) {
      return " is in use by another process: stop that one, or use another data directory";
    }
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
    return Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause);
  }
}
