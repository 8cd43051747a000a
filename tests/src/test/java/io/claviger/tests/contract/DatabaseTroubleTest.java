package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.port.Users;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.RowKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a transaction says when the database does not play along. */
class DatabaseTroubleTest extends DatabaseContract {
  private Users users() {
    return new HibernateUsers(database().unitOfWork());
  }

  @Test
  void anInterruptedThreadHarmsNoOther() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    try {
                      run(() -> users().save(UserFixtures.named(UUID.randomUUID().toString())));
                    } catch (RuntimeException _) {
                      // An interrupted write may fail; it is the others that must not.
                    }
                  });
      writer.join();

      User user = UserFixtures.named(UUID.randomUUID().toString());
      run(() -> users().save(user));
      assertEquals(Optional.of(user), transact(() -> users().find(user.id())));
    }
  }

  @Test
  void aWriterThatWaitsTooLongForALockIsAConflict() throws SQLException {
    User user = UserFixtures.named(UUID.randomUUID().toString());
    run(() -> users().save(user));
    try (Connection holder = place().connect();
        Statement statement = holder.createStatement();
        Database impatient = Database.open(impatient())) {
      RowKeys.begin(impatient);
      holder.setAutoCommit(false);
      statement.execute("update app_user set role = role where id = '" + user.id() + "'");
      Users users = new HibernateUsers(impatient.unitOfWork());

      assertConflict(
          () ->
              impatient
                  .unitOfWork()
                  .inTransaction(
                      () -> {
                        users.save(user);
                        return true;
                      }));
    }
  }

  private DatabaseConfig impatient() {
    String url =
        switch (engine()) {
          case H2 -> place().url().replace("LOCK_TIMEOUT=10000", "LOCK_TIMEOUT=100");
          case POSTGRESQL -> place().url() + "?options=-c%20lock_timeout=100";
        };
    return new DatabaseConfig(url, place().user(), Secret.ofText(place().password()));
  }

  /** As it does after a write to a full disk: every connection of the pool is broken at once. */
  @Test
  void anEmbeddedDatabaseThatClosedIsOpenedAgain() throws SQLException {
    assumeTrue(engine() == Engine.H2);
    User user = UserFixtures.named(UUID.randomUUID().toString());
    run(() -> users().save(user));
    forge("shutdown immediately");

    for (int broken = 0; broken < place().config().connections(); broken++) {
      try {
        transact(() -> users().find(user.id()));
      } catch (RefusedException e) {
        assertInstanceOf(Refusal.Unavailable.class, e.refusal());
      }
    }
    assertEquals(Optional.of(user), transact(() -> users().find(user.id())));
  }

  @Test
  void anExhaustedPoolIsUnavailable() throws InterruptedException, ExecutionException {
    RefusedException refused = occupyAndAsk(place().config().connections());

    assertEquals(Refusal.Unavailable.class, refused.refusal().getClass());
  }

  /** Each level holds a connection in a thread of its own while the next one is asked for. */
  private RefusedException occupyAndAsk(int connections)
      throws InterruptedException, ExecutionException {
    if (connections == 0) {
      return assertThrows(RefusedException.class, () -> transact(users()::any));
    }
    try (var thread = Executors.newSingleThreadExecutor()) {
      return thread
          .submit(
              () ->
                  transact(
                      () -> {
                        users().any();
                        try (var inner = Executors.newSingleThreadExecutor()) {
                          return inner.submit(() -> occupyAndAsk(connections - 1)).get();
                        } catch (InterruptedException | ExecutionException e) {
                          throw new IllegalStateException(e);
                        }
                      }))
          .get();
    }
  }
}
