package io.claviger.domain.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When sessions, tokens and one-time passwords end. */
class LifetimesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserId USER = new UserId(new UUID(1, 2));
  private static final PasswordHash HASH = new PasswordHash(1, new byte[16], new byte[32]);

  @Test
  void anIdleSessionEndsAfterAQuarterOfAnHour() {
    Session session = new Session("", USER, START, START.plus(Duration.ofHours(1)));
    assertFalse(session.endedAt(START.plus(Duration.ofMinutes(75)).minusNanos(1)));
    assertTrue(session.endedAt(START.plus(Duration.ofMinutes(75))));
  }

  @Test
  void everySessionEndsAfterTwelveHours() {
    Instant end = START.plus(Duration.ofHours(12));
    Session session = new Session("", USER, START, end.minusSeconds(1));
    assertFalse(session.endedAt(end.minusNanos(1)));
    assertTrue(session.endedAt(end));
  }

  @Test
  void aTokenEndsAtItsExpiry() {
    TokenId id = new TokenId("0123456789abcdef");
    AccessToken token = new AccessToken(id, USER, "ci", HASH, START, START.plusSeconds(10));
    assertFalse(token.expiredAt(START.plusSeconds(10).minusNanos(1)));
    assertTrue(token.expiredAt(START.plusSeconds(10)));
  }

  @Test
  void whoHoldsAOneTimePasswordMayOnlyChangeIt() {
    User user = user(Optional.of(START));
    assertEquals(Role.PASSWORD_CHANGE, user.effectiveRole());
    assertEquals(Role.PASSWORD_CHANGE, user.withUpgradedHash(HASH).effectiveRole());
    assertEquals(Role.SUPER_ADMIN, user.withPassword(HASH).effectiveRole());
  }

  @Test
  void onlyAOneTimePasswordExpires() {
    assertFalse(user(Optional.of(START)).passwordExpiredAt(START.minusNanos(1)));
    assertTrue(user(Optional.of(START)).passwordExpiredAt(START));
    assertFalse(user(Optional.empty()).passwordExpiredAt(Instant.MAX));
    assertFalse(user(Optional.of(START)).withPassword(HASH).passwordExpiredAt(Instant.MAX));
  }

  private static User user(Optional<Instant> passwordExpiresAt) {
    return new User(USER, "", HASH, passwordExpiresAt, Role.SUPER_ADMIN, START);
  }
}
