package io.claviger.tests.contract;

import io.claviger.domain.access.Role;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import java.util.Optional;
import java.util.UUID;

/** Users that differ in their ids. */
final class UserFixtures {
  private UserFixtures() {}

  static User named(String nameHash) {
    return new User(
        new UserId(UUID.randomUUID()),
        nameHash,
        new PasswordHash(PasswordHash.PASSWORD_ITERATIONS, new byte[16], new byte[32]),
        Optional.of(DatabaseContract.NOW),
        Role.SUPER_ADMIN,
        DatabaseContract.NOW);
  }
}
