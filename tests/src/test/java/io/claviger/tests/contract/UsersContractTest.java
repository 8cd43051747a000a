package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.port.Users;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The administrators. */
class UsersContractTest extends DatabaseContract {
  private Users users() {
    return new HibernateUsers(database().unitOfWork());
  }

  @Test
  void aUserIsFoundByIdAndByNameHash() {
    User user = UserFixtures.named("a".repeat(64));

    run(() -> users().save(user));

    assertTrue(transact(users()::any));
    assertEquals(Optional.of(user), transact(() -> users().find(user.id())));
    assertEquals(Optional.of(user), transact(() -> users().findByNameHash(user.nameHash())));
    assertEquals(Optional.empty(), transact(() -> users().findByNameHash("b".repeat(64))));
  }

  @Test
  void aUserIsReplaced() {
    User user = UserFixtures.named(UUID.randomUUID().toString());
    User changed = user.withPassword(new PasswordHash(7, new byte[16], new byte[32]));

    run(() -> users().save(user));
    run(() -> users().save(changed));

    assertEquals(Optional.of(changed), transact(() -> users().find(user.id())));
  }

  @Test
  void twoUsersHaveNotTheSameName() {
    String name = UUID.randomUUID().toString();
    run(() -> users().save(UserFixtures.named(name)));

    assertConflict(() -> run(() -> users().save(UserFixtures.named(name))));
  }
}
