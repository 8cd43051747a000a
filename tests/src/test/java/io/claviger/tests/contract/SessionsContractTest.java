package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.application.port.Sessions;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The sessions of browsers. */
class SessionsContractTest extends DatabaseContract {
  private Sessions sessions() {
    return new HibernateSessions(database().unitOfWork());
  }

  private static Session session(UserId user) {
    return new Session(UUID.randomUUID().toString(), user, NOW, NOW);
  }

  private boolean isThere(Session session) {
    return transact(() -> sessions().find(session.idHash())).isPresent();
  }

  @Test
  void aSessionIsReplacedAndRemoved() {
    Session session = session(new UserId(UUID.randomUUID()));
    Session used =
        new Session(session.idHash(), session.user(), NOW, NOW.plus(Duration.ofMinutes(5)));

    run(() -> sessions().save(session));
    run(() -> sessions().save(used));
    assertEquals(Optional.of(used), transact(() -> sessions().find(session.idHash())));

    run(() -> sessions().remove(session.idHash()));
    assertFalse(isThere(session));
  }

  @Test
  void allOfAUsersSessionsButOneAreRemoved() {
    UserId user = new UserId(UUID.randomUUID());
    Session kept = session(user);
    Session other = session(user);
    Session stranger = session(new UserId(UUID.randomUUID()));
    run(
        () -> {
          sessions().save(kept);
          sessions().save(other);
          sessions().save(stranger);
        });

    run(() -> sessions().removeOthers(user, kept.idHash()));
    assertTrue(isThere(kept));
    assertFalse(isThere(other));
    assertTrue(isThere(stranger));

    run(() -> sessions().removeOthers(user, ""));
    assertFalse(isThere(kept));
  }

  @Test
  void sessionsThatNobodyUsesAreForgotten() {
    Session session = session(new UserId(UUID.randomUUID()));
    run(() -> sessions().save(session));

    run(() -> sessions().removeUnusedSince(NOW));
    assertTrue(isThere(session));

    run(() -> sessions().removeUnusedSince(NOW.plusMillis(1)));
    assertFalse(isThere(session));
  }
}
