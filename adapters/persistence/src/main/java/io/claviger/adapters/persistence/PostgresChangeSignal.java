package io.claviger.adapters.persistence;

import io.claviger.application.port.ChangeSignal;
import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * PostgreSQL's NOTIFY, in the pool's connections, and LISTEN in one of its own.
 *
 * <p>Not guaranteed: that a process does not hear its own announcements. Nothing is heard while the
 * connection is being made anew.
 */
public final class PostgresChangeSignal implements ChangeSignal, AutoCloseable {
  static final String CHANNEL = "claviger_change";
  private static final Logger LOG = System.getLogger(PostgresChangeSignal.class.getName());

  private final DataSource pool;
  private final DatabaseConfig config;
  private final List<PostgresListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param config its password is copied, because a listener that was cut connects again
   */
  PostgresChangeSignal(DataSource pool, DatabaseConfig config) {
    this.pool = pool;
    this.config =
        new DatabaseConfig(
            config.url(), config.user(), config.password().copy(), config.connections());
  }

  @Override
  public void announce(Scope scope) {
    try (Connection connection = pool.getConnection();
        PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
      notify.setString(1, CHANNEL);
      notify.setString(2, scope.value());
      notify.execute();
      connection.commit();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "a change was not announced (SQLSTATE {0})", e.getSQLState());
    }
  }

  @Override
  public void listen(Consumer<Scope> listener) {
    listeners.add(PostgresListener.start(config, listener));
  }

  @Override
  public void close() {
    listeners.forEach(PostgresListener::close);
    config.password().close();
  }
}
