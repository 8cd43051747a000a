package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.shared.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReencryptionTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private final Reencryption running = Reencryption.started(Scope.SYSTEM, 100, START);

  @Test
  void progressIsWhatIsGoneFromTheOtherKeys() {
    assertEquals(
        new Progress(State.RUNNING, 100, 25, 2.5, Optional.of(Duration.ofSeconds(30))),
        running.progress(75, START.plusSeconds(10)));
  }

  @Test
  void nobodyKnowsTheEndBeforeTheFirstIsMoved() {
    assertEquals(
        new Progress(State.RUNNING, 100, 0, 0, Optional.empty()), running.progress(100, START));
  }

  @Test
  void whatHasFailedHasNoEnd() {
    Reencryption failed = running.ended(State.FAILED, START.plusSeconds(5));

    assertEquals(
        new Progress(State.FAILED, 100, 10, 2, Optional.empty()),
        failed.progress(90, START.plusSeconds(500)));
  }

  @Test
  void whatIsDoneStaysDoneAfterTheNextRotation() {
    Reencryption done = running.ended(State.DONE, START.plusSeconds(50));

    assertEquals(
        new Progress(State.DONE, 100, 100, 2, Optional.of(Duration.ZERO)),
        done.progress(120, START.plusSeconds(500)));
  }
}
