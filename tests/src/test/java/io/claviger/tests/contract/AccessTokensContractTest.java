package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.port.AccessTokens;
import io.claviger.application.port.Users;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The access tokens. */
class AccessTokensContractTest extends DatabaseContract {
  private AccessTokens tokens() {
    return new HibernateAccessTokens(database().unitOfWork());
  }

  private static AccessToken token(String id, UserId owner) {
    return new AccessToken(
        new TokenId(id),
        owner,
        "ci",
        new PasswordHash(PasswordHash.TOKEN_ITERATIONS, new byte[16], new byte[32]),
        NOW,
        NOW.plus(Duration.ofDays(90)));
  }

  @Test
  void tokensOfAnOwnerComeInTheOrderInWhichTheyWereMade() {
    UserId owner = new UserId(UUID.randomUUID());
    AccessToken first = token("ffffffffffffffff", owner);
    AccessToken second = token("0000000000000000", owner);

    run(() -> tokens().add(first));
    run(() -> tokens().add(second));
    run(() -> tokens().add(token("1111111111111111", new UserId(UUID.randomUUID()))));

    assertEquals(List.of(first, second), transact(() -> tokens().of(owner)));
    assertEquals(Optional.of(second), transact(() -> tokens().find(second.id())));
  }

  @Test
  void aTokenComesWithItsOwnerAndNotWithoutOne() {
    Users users = new HibernateUsers(database().unitOfWork());
    User owner = UserFixtures.named("owner of a token");
    AccessToken owned = token("cccccccccccccccc", owner.id());
    AccessToken orphan = token("dddddddddddddddd", new UserId(UUID.randomUUID()));
    run(() -> users.save(owner));
    run(() -> tokens().add(owned));
    run(() -> tokens().add(orphan));

    assertEquals(
        Optional.of(new AccessTokens.Owned(owned, owner)),
        transact(() -> tokens().findWithOwner(owned.id())));
    assertEquals(Optional.empty(), transact(() -> tokens().findWithOwner(orphan.id())));
  }

  @Test
  void aTokenWithAnOwnerWhoWasChangedIsRefused() throws SQLException {
    Users users = new HibernateUsers(database().unitOfWork());
    User owner = UserFixtures.named("changed owner of a token");
    AccessToken owned = token("eeeeeeeeeeeeeeee", owner.id());
    run(() -> users.save(owner));
    run(() -> tokens().add(owned));

    forge("update app_user set created_at = 0 where id = '" + owner.id() + "'");

    assertRefused(Refusal.Damaged.class, () -> transact(() -> tokens().findWithOwner(owned.id())));
  }

  @Test
  void tokensThatExpiredBeforeAMomentAreForgotten() {
    AccessToken token = token("bbbbbbbbbbbbbbbb", new UserId(UUID.randomUUID()));
    run(() -> tokens().add(token));

    run(() -> tokens().removeExpiredBefore(token.expiresAt()));
    assertEquals(Optional.of(token), transact(() -> tokens().find(token.id())));

    run(() -> tokens().removeExpiredBefore(token.expiresAt().plusMillis(1)));
    assertEquals(Optional.empty(), transact(() -> tokens().find(token.id())));
  }

  @Test
  void aRemovedTokenIsNotFound() {
    AccessToken token = token("aaaaaaaaaaaaaaaa", new UserId(UUID.randomUUID()));
    run(() -> tokens().add(token));

    run(() -> tokens().remove(token.id()));
    run(() -> tokens().remove(token.id()));

    assertEquals(Optional.empty(), transact(() -> tokens().find(token.id())));
  }
}
