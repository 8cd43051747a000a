package io.claviger.adapters.persistence;

import io.claviger.application.port.ChangeSignal;
import io.claviger.domain.shared.Scope;
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

  private final PostgresAnnouncer announcer;
  private final DatabaseConfig config;
  private final List<PostgresListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param config its password is copied, because a listener that was cut connects again
   */
  PostgresChangeSignal(DataSource pool, DatabaseConfig config) {
    this.announcer = PostgresAnnouncer.start(pool);
    this.config =
        new DatabaseConfig(
            config.url(), config.user(), config.password().copy(), config.connections());
  }

  @Override
  public void announce(Scope scope) {
    announcer.announce(scope);
  }

  @Override
  public void listen(Consumer<Scope> listener) {
    listeners.add(PostgresListener.start(config, listener));
  }

  @Override
  public void close() {
    announcer.close();
    listeners.forEach(PostgresListener::close);
    config.password().close();
  }
}
