package io.claviger.adapters.persistence;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * Notifies of changed groups on a thread of its own, so that no writer waits for it. What comes
 * right after a notification goes out together with the next: however much is written, it stays at
 * fifty a second.
 */
final class PostgresAnnouncer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PostgresAnnouncer.class.getName());
  private static final int PAUSE_MILLIS = 20;

  private final DataSource pool;
  private final Set<Scope> waiting = ConcurrentHashMap.newKeySet();
  private final Semaphore wakes = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  private PostgresAnnouncer(DataSource pool) {
    this.pool = pool;
  }

  static PostgresAnnouncer start(DataSource pool) {
    PostgresAnnouncer started = new PostgresAnnouncer(pool);
    Thread.ofVirtual().name("claviger-announcer").start(started::run);
    return started;
  }

  void announce(Scope scope) {
    waiting.add(scope);
    wakes.release();
  }

  /** What waits is not sent any more. */
  @Override
  public void close() {
    closed.countDown();
    wakes.release();
  }

  private void run() {
    try {
      do {
        wakes.acquire();
        wakes.drainPermits();
        Set<Scope> changed = Set.copyOf(waiting);
        // Before it is sent: one that comes meanwhile was committed after it.
        waiting.removeAll(changed);
        send(changed);
      } while (!closed.await(PAUSE_MILLIS, MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Set<Scope> changed) {
    if (changed.isEmpty() || closed.getCount() == 0) {
      return;
    }
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      send(connection, changed.stream().map(Scope::value).toArray());
    } catch (SQLException e) {
      if (closed.getCount() > 0) {
        LOG.log(Level.WARNING, "a change was not announced (SQLSTATE {0})", e.getSQLState());
      }
    } catch (RuntimeException e) {
      // The pool is closed, or worse; whoever is not told looks by itself within a second.
      LOG.log(Level.WARNING, "a change was not announced ({0})", e.getClass().getName());
    }
  }

  private static void send(Connection connection, Object[] scopes) throws SQLException {
    try (PreparedStatement notify =
        connection.prepareStatement("select pg_notify(?, scope) from unnest(?) as scope")) {
      notify.setString(1, PostgresChangeSignal.CHANNEL);
      notify.setArray(2, connection.createArrayOf("text", scopes));
      notify.execute();
    }
  }
}
