package io.claviger.adapters.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A thread with a connection that waits for notifications, and makes a new one when it is cut. */
final class PostgresListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PostgresListener.class.getName());
  private static final int WAIT_MILLIS = 1_000;
  private static final int SILENT_WAITS_BEFORE_CHECK = 10;
  private static final int CHECK_SECONDS = 5;
  private static final int PAUSE_SECONDS = 1;

  private final DatabaseConfig config;
  private final Consumer<Scope> listener;
  private final CountDownLatch closed = new CountDownLatch(1);

  private PostgresListener(DatabaseConfig config, Consumer<Scope> listener) {
    this.config = config;
    this.listener = listener;
  }

  static PostgresListener start(DatabaseConfig config, Consumer<Scope> listener) {
    PostgresListener started = new PostgresListener(config, listener);
    Thread.ofPlatform().daemon().name("claviger-change-signal").start(started::run);
    return started;
  }

  /** The thread ends within about a second. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!isClosed()) {
        listenUntilCut();
        if (closed.await(PAUSE_SECONDS, SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The password is wiped once the signal is closed.
      if (!isClosed()) {
        throw e;
      }
    }
  }

  private void listenUntilCut() {
    try (Connection connection = LoneConnection.open(config);
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + PostgresChangeSignal.CHANNEL);
      hear(connection);
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING, "listening for changes again in a moment (SQLSTATE {0})", e.getSQLState());
    }
  }

  private void hear(Connection connection) throws SQLException {
    PGConnection notified = connection.unwrap(PGConnection.class);
    int silentWaits = 0;
    while (!isClosed()) {
      PGNotification @Nullable [] notifications = notified.getNotifications(WAIT_MILLIS);
      if (notifications != null && notifications.length > 0) {
        silentWaits = 0;
        for (PGNotification notification : notifications) {
          tell(notification.getParameter());
        }
      } else if (++silentWaits % SILENT_WAITS_BEFORE_CHECK == 0
          && !connection.isValid(CHECK_SECONDS)) {
        return;
      }
    }
  }

  /** Anybody on the database may notify, and a listener that fails must not end the listening. */
  private void tell(String payload) {
    try {
      listener.accept(new Scope(payload));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a notification was not understood: {0}", e.getClass().getName());
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }
}
