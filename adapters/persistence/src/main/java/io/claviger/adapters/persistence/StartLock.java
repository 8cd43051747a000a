package io.claviger.adapters.persistence;

import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets one process at a time bring the schema up and make what a first start makes: an advisory
 * lock of PostgreSQL, which ends with its connection. The embedded database needs none, because no
 * second process can open it.
 */
final class StartLock implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StartLock.class.getName());

  /** "claviger" in ASCII. */
  private static final long KEY = 0x636c_6176_6967_6572L;

  private static final int WAIT_SECONDS = 90;
  private static final String LOCK_TIMED_OUT = "55P03";

  private final Optional<Connection> held;

  private StartLock(Optional<Connection> held) {
    this.held = held;
  }

  /**
   * Waits for another process that is being started.
   *
   * @throws RefusedException with {@code Unavailable} if that takes too long
   */
  static StartLock acquire(DatabaseConfig config) {
    if (Vendor.of(config.url()) != Vendor.POSTGRESQL) {
      return new StartLock(Optional.empty());
    }
    try {
      Connection connection = LoneConnection.open(config);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set lock_timeout = '" + WAIT_SECONDS + "s'");
        statement.execute("select pg_advisory_lock(" + KEY + ")");
        return new StartLock(Optional.of(connection));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw LOCK_TIMED_OUT.equals(e.getSQLState())
          ? RefusedException.unavailable(
              "another process is being started on this database and does not end it: look at"
                  + " that one, or stop it")
          : new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    held.ifPresent(
        connection -> {
          try {
            connection.close();
          } catch (SQLException e) {
            LOG.log(Level.WARNING, "the lock of the start ended (SQLSTATE {0})", e.getSQLState());
          }
        });
  }
}
