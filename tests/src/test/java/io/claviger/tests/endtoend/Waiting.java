package io.claviger.tests.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again and again whether something has happened. */
final class Waiting {
  private static final long PAUSE_NANOS = 20_000_000;

  private Waiting() {}

  /**
   * @throws AssertionError if it does not happen in time
   */
  static void until(String what, BooleanSupplier condition, Duration limit) {
    Instant deadline = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(what + " does not happen in " + limit);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
