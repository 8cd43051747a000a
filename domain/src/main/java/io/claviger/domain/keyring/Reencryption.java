package io.claviger.domain.keyring;

import io.claviger.domain.shared.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The request to move every sealed value of a scope to its primary key. How far it has come is not
 * in here: it is counted, so that a crash cannot make it wrong.
 *
 * @param total how many values were under other keys when it was asked for
 */
public record Reencryption(
    Scope scope, State state, long total, Instant startedAt, Optional<Instant> endedAt) {

  public enum State {
    RUNNING,
    /** No value is under another key. */
    DONE,
    /** A value did not open; nothing is moved until it is asked for again. */
    FAILED
  }

  /**
   * How far it has come.
   *
   * @param rate moved values in a second, since the start
   * @param eta until the end; empty if nobody can tell
   */
  public record Progress(State state, long total, long done, double rate, Optional<Duration> eta) {}

  public static Reencryption started(Scope scope, long total, Instant now) {
    return new Reencryption(scope, State.RUNNING, total, now, Optional.empty());
  }

  public Reencryption ended(State how, Instant now) {
    return new Reencryption(scope, how, total, startedAt, Optional.of(now));
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /**
   * @param remaining how many values are under other keys than the primary
   */
  public Progress progress(long remaining, Instant now) {
    long done = state == State.DONE ? total : Math.max(0, total - remaining);
    long millis = Math.max(1, Duration.between(startedAt, endedAt.orElse(now)).toMillis());
    return new Progress(state, total, done, done * 1000.0 / millis, eta(done, remaining, millis));
  }

  private Optional<Duration> eta(long done, long remaining, long millis) {
    if (state == State.DONE || (isRunning() && remaining == 0)) {
      return Optional.of(Duration.ZERO);
    }
    return isRunning() && done > 0
        ? Optional.of(Duration.ofMillis((long) Math.ceil((double) remaining * millis / done)))
        : Optional.empty();
  }
}
