package io.claviger.application.feed;

import io.claviger.domain.shared.Revision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Which revision a feed had some time ago. It answers an older one rather than a newer one: before
 * it has seen enough, none at all. Safe for use by several threads.
 */
public final class RevisionTrail {
  private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

  private final long age;
  private final LongSupplier nanos;
  private final Deque<Mark> marks = new ArrayDeque<>();

  /**
   * @param age how long ago
   * @param nanos a clock that never goes back
   */
  public RevisionTrail(Duration age, LongSupplier nanos) {
    this.age = age.toNanos();
    this.nanos = nanos;
  }

  private record Mark(long at, Revision revision) {}

  /** The feed has this revision from now on. */
  public synchronized void reached(Revision revision) {
    long now = nanos.getAsLong();
    forget(now);
    // Marks but the last are a step apart, so that however much is written there are few.
    if (!marks.isEmpty()) {
      Mark last = marks.removeLast();
      if (marks.isEmpty() || last.at() - marks.getLast().at() >= STEP_NANOS) {
        marks.addLast(last);
      }
    }
    marks.addLast(new Mark(now, revision));
  }

  /** A revision that the feed had already so long ago. */
  public synchronized Revision before() {
    forget(nanos.getAsLong());
    return marks.isEmpty() || nanos.getAsLong() - marks.getFirst().at() < age
        ? Revision.NONE
        : marks.getFirst().revision();
  }

  /** Keeps the last mark that is old enough, and those after it. */
  private void forget(long now) {
    while (marks.size() > 1) {
      Mark first = marks.removeFirst();
      if (now - marks.getFirst().at() < age) {
        marks.addFirst(first);
        return;
      }
    }
  }
}
