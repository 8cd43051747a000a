package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.port.Users;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Transactions. */
class UnitOfWorkContractTest extends DatabaseContract {
  private Users users() {
    return new HibernateUsers(database().unitOfWork());
  }

  private static User user() {
    return UserFixtures.named(UUID.randomUUID().toString());
  }

  @Test
  void whatThrowsLeavesNothingBehind() {
    User user = user();

    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                run(
                    () -> {
                      users().save(user);
                      throw new IllegalStateException("as it was thrown");
                    }));

    assertEquals("as it was thrown", thrown.getMessage());
    assertEquals(Optional.empty(), transact(() -> users().find(user.id())));
  }

  @Test
  void aRefusalComesOutAsItWentIn() {
    RefusedException refusal = RefusedException.denied("no");

    RefusedException thrown =
        assertThrows(
            RefusedException.class,
            () ->
                run(
                    () -> {
                      throw refusal;
                    }));

    assertTrue(thrown == refusal);
  }

  @Test
  void transactionsDoNotNest() {
    assertThrows(IllegalStateException.class, () -> run(() -> run(() -> users().any())));
  }

  @Test
  void aRepositoryFailsWithoutATransaction() {
    assertThrows(IllegalStateException.class, () -> users().any());
  }

  @Test
  void whatIsNotCommittedIsNotSeenByOthers() {
    User user = user();
    try (Database other = secondProcess()) {
      run(
          () -> {
            users().save(user);
            assertEquals(Optional.empty(), find(other, user));
          });
      assertEquals(Optional.of(user), find(other, user));
    }
  }

  @Test
  void aRefusedStatementSaysNothingOfTheRow() {
    User user = user();
    run(() -> users().save(user));

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> run(() -> users().save(UserFixtures.named(user.nameHash()))));

    assertFalse(refused.toString().contains(user.nameHash()));
    assertTrue(refused.getCause() == null);
  }

  @Test
  void workThatOnlyReadsSeesWhatIsCommittedAndWritesNothing() {
    User user = user();
    run(() -> users().save(user));
    User other = user();

    assertEquals(Optional.of(user), database().unitOfWork().reading(() -> users().find(user.id())));
    assertThrows(
        IllegalStateException.class,
        () ->
            database()
                .unitOfWork()
                .reading(
                    () -> {
                      users().save(other);
                      return true;
                    }));
    assertEquals(Optional.empty(), transact(() -> users().find(other.id())));
  }

  @Test
  void workThatOnlyReadsHoldsNoRowAndRunsNoStatementThatWrites() {
    User user = user();
    run(() -> users().save(user));
    HibernateLeases leases = new HibernateLeases(database().unitOfWork(), "this process");

    assertThrows(
        IllegalStateException.class,
        () -> database().unitOfWork().reading(() -> users().lock(user.id())));
    assertThrows(
        IllegalStateException.class,
        () ->
            database()
                .unitOfWork()
                .reading(() -> leases.acquire(user.nameHash(), Duration.ofHours(1))));
  }

  private static Optional<User> find(Database database, User user) {
    Users users = new HibernateUsers(database.unitOfWork());
    return database.unitOfWork().inTransaction(() -> users.find(user.id()));
  }
}
