package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.application.credential.Authentication;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** When a session is no longer somebody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEndTest {
  private static final String PASSWORD = "correct staple of the house";

  private CredentialHouse house;
  private Authentication authentication;
  private Instant now = Instant.now();

  @BeforeAll
  void open(@TempDir Path directory) {
    house = new CredentialHouse(directory);
    house.addUser("someone", PASSWORD, 1_000, Optional.empty());
    authentication = house.authentication(() -> now);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void aSessionEndsAfter15IdleMinutes() {
    try (Secret session = logIn()) {
      after(Duration.ofMinutes(14));
      authentication.bySession(session);
      after(Duration.ofMinutes(14));
      authentication.bySession(session);

      after(Duration.ofMinutes(15));
      assertEnded(session);
    }
  }

  @Test
  void aSessionThatIsUsedEndsAfter12Hours() {
    try (Secret session = logIn()) {
      Instant end = now.plus(Duration.ofHours(12));
      while (now.plus(Duration.ofMinutes(10)).isBefore(end)) {
        after(Duration.ofMinutes(10));
        authentication.bySession(session);
      }

      after(Duration.ofMinutes(11));
      assertEnded(session);
    }
  }

  private Secret logIn() {
    now = Instant.now();
    return house.logIn("someone", PASSWORD).sessionId();
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  private void assertEnded(Secret session) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> authentication.bySession(session));
    assertInstanceOf(Refusal.Unauthenticated.class, refused.refusal());
  }
}
