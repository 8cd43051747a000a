package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.application.port.ChangeSignal;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Signals between processes on one PostgreSQL; the embedded database has one process only. */
class ChangeSignalContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LISTENERS =
      "from pg_stat_activity where datname = current_database() and query like 'listen %'";

  private final TestDatabase place = TestDatabase.postgres();
  private final BlockingQueue<Scope> heard = new LinkedBlockingQueue<>();

  @Test
  void anotherProcessHearsWhichGroupChanged() throws InterruptedException {
    try (Database one = Database.open(place.config());
        Database other = Database.open(place.config())) {
      other.changeSignal().listen(heard::add);

      assertHeard(one.changeSignal());
    }
  }

  @Test
  void aCutConnectionIsMadeAnew() throws InterruptedException, SQLException {
    try (Database one = Database.open(place.config());
        Database other = Database.open(place.config())) {
      other.changeSignal().listen(heard::add);
      assertHeard(one.changeSignal());

      assertEquals(1, cut());

      assertHeard(one.changeSignal());
    }
  }

  @Test
  void whatIsNoScopeAndAListenerThatFailsEndNothing() throws InterruptedException, SQLException {
    try (Database one = Database.open(place.config())) {
      one.changeSignal()
          .listen(
              scope -> {
                heard.add(scope);
                throw new IllegalStateException("a listener's bug");
              });
      assertHeard(one.changeSignal());

      place.execute("select pg_notify('claviger_change', 'no scope')");

      assertHeard(one.changeSignal());
    }
  }

  @Test
  void announcingNeverThrows() {
    Database database = Database.open(place.config());
    ChangeSignal signal = database.changeSignal();
    database.close();

    signal.announce(Scope.SYSTEM);
  }

  /** Signals may be lost while a connection is being made, so this announces until one is heard. */
  private void assertHeard(ChangeSignal announcer) throws InterruptedException {
    Scope scope = Scope.of(UUID.randomUUID());
    Instant deadline = Instant.now().plus(PATIENCE);
    boolean isHeard = false;
    while (!isHeard && Instant.now().isBefore(deadline)) {
      announcer.announce(scope);
      isHeard = scope.equals(heard.poll(100, TimeUnit.MILLISECONDS));
    }
    assertTrue(isHeard, "nothing was heard");
    heard.clear();
  }

  /** Ends the connections that listen, as a restart of the server or a firewall would. */
  private int cut() throws SQLException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select count(pg_terminate_backend(pid)) " + LISTENERS)) {
      assertTrue(result.next());
      return result.getInt(1);
    }
  }
}
