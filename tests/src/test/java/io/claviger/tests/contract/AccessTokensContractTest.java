package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.application.port.AccessTokens;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.UserId;
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
