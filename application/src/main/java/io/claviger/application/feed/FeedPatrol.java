package io.claviger.application.feed;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has every feed compare itself with the database from time to time, one after the other, so that
 * only one group is held in memory twice. A feed is read for at most one part in a hundred of the
 * time. It has a thread of the operating system, so that a large group does not keep the feeds from
 * running.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A patrol says in alarms and logs how it ended.
final class FeedPatrol implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int SHARE = 100;
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("feed-patrol").factory());

  FeedPatrol() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Until the feed is closed. */
  void guard(FeedFollower follower) {
    visitAfter(PAUSE.toNanos(), follower);
  }

  private void visitAfter(long nanos, FeedFollower follower) {
    try {
      thread.schedule(() -> visit(follower), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed.
    }
  }

  private void visit(FeedFollower follower) {
    if (!follower.closed()) {
      long begin = System.nanoTime();
      follower.patrol();
      visitAfter(Math.max(PAUSE.toNanos(), SHARE * (System.nanoTime() - begin)), follower);
    }
  }

  /** Waits for one that is under way, which would otherwise fail and be told of. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(END_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
