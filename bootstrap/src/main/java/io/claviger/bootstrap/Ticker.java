package io.claviger.bootstrap;

import io.claviger.application.rotation.Reencryptor;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs what must be done again and again; a run that fails is followed by the next. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Ticker.class.getName());

  /** So that a duty that waits for the database does not keep the others waiting. */
  private static final int THREADS = 6;

  private static final long PATIENCE_SECONDS = 5;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          THREADS, Thread.ofPlatform().name("ticker-", 0).daemon().factory());

  Ticker() {
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void every(Duration period, String name, Runnable task) {
    every(period, period, name, task);
  }

  /** As {@link #every}, and for the first time now. */
  void nowAndEvery(Duration period, String name, Runnable task) {
    every(Duration.ZERO, period, name, task);
  }

  private void every(Duration first, Duration period, String name, Runnable task) {
    // A guarded task never ends its schedule, so its future tells nothing.
    var unused =
        clock.scheduleWithFixedDelay(
            () -> guarded(name, task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Runs what can be done in small parts. The next comes at once where nobody else writes to what
   * the last was at. Else a pause that is as long as that took comes before it, so that others get
   * half of the time at least.
   *
   * @param idle the pause where nothing is left to do
   * @param part says what it leaves to do
   */
  void inParts(Duration idle, String name, Supplier<Reencryptor.Left> part) {
    partAfter(idle.toNanos(), idle, name, part);
  }

  private void partAfter(long nanos, Duration idle, String name, Supplier<Reencryptor.Left> part) {
    // As above: a guarded part tells nothing, and a clock that was stopped runs none.
    var unused =
        clock.schedule(
            () -> {
              Reencryptor.Left[] left = {Reencryptor.Left.NOTHING};
              long begin = System.nanoTime();
              guarded(name, () -> left[0] = part.get());
              long took = System.nanoTime() - begin;
              partAfter(pause(left[0], took, idle.toNanos()), idle, name, part);
            },
            nanos,
            TimeUnit.NANOSECONDS);
  }

  static long pause(Reencryptor.Left left, long took, long idle) {
    return switch (left) {
      case NOTHING -> idle;
      case MORE -> 0;
      case MORE_BESIDE_WRITERS -> took;
    };
  }

  private static void guarded(String name, Runnable task) {
    try {
      task.run();
    } catch (RefusedException e) {
      LOG.log(Level.WARNING, "{0}: {1}", name, e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, name + " failed", e);
    }
  }

  /** Lets what runs come to its end first: it may be at the embedded database. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException e) {
      clock.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
