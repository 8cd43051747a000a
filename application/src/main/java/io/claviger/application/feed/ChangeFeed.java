package io.claviger.application.feed;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What the data planes of one group read and follow.
 *
 * <p>A follower has no queue here. It holds a cursor, the last revision that it was given, and asks
 * for what comes after: the newest state of every key that changed since, in order of revision. A
 * slow follower so costs nothing and skips what was overwritten meanwhile; revisions on a stream
 * strictly increase, and the newest state of every key arrives.
 *
 * <p>A frozen feed stays at its last good snapshot. One that has never had a snapshot refuses every
 * range and watch.
 */
public final class ChangeFeed {
  private static final int MAX_FRAME_EVENTS = 1000;
  private static final int MAX_FRAME_BYTES = 1 << 20;

  private final Scope scope;
  private final GroupId group;
  private final DeliveryEncoder encoder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
  private Optional<Snapshot> snapshot = Optional.empty();
  private volatile Optional<LiveFrame> live = Optional.empty();
  private volatile Revision revision = Revision.NONE;
  private volatile Optional<String> frozen = Optional.empty();
  private volatile boolean closed;
  private volatile BooleanSupplier reader = () -> false;

  ChangeFeed(Scope scope, GroupId group, DeliveryEncoder encoder) {
    this.scope = scope;
    this.group = group;
    this.encoder = encoder;
  }

  /** Some keys with their values, as they were together at a revision. */
  public record Range(Revision revision, List<byte[]> entries) {}

  /**
   * The next message for a follower.
   *
   * @param cursor what the follower holds from now on
   * @param frame empty if nothing in the follower's range changed up to the cursor
   */
  public record Next(Revision cursor, Optional<byte[]> frame) {}

  /** The last change for everybody who had all that was before it; encoded once. */
  private record LiveFrame(
      Revision after, Revision last, List<Delivery> deliveries, byte[] bytes) {}

  public Scope scope() {
    return scope;
  }

  public GroupId group() {
    return group;
  }

  /** The last revision that data planes can have. */
  public Revision revision() {
    return revision;
  }

  /** Why the feed stands still, if it does. */
  public Optional<String> frozen() {
    return frozen;
  }

  /** Whether the group is gone: followers end. */
  public boolean closed() {
    return closed;
  }

  public int followers() {
    return followers.size();
  }

  public Range range(KeyRange range) {
    lock.lock();
    try {
      return new Range(revision, ready().entries(range));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads what is committed now, for a data plane that another process has served more than this
   * one has read. Waits for the database.
   *
   * @return whether that was possible; a frozen feed reads nothing
   */
  public boolean catchUp() {
    return reader.getAsBoolean();
  }

  void readBy(BooleanSupplier look) {
    reader = look;
  }

  /** How many keys there are now. */
  public long keys() {
    lock.lock();
    try {
      return snapshot.map(Snapshot::keys).orElse(0L);
    } finally {
      lock.unlock();
    }
  }

  /** The next message after a cursor; empty if there is none yet. */
  public Optional<Next> after(Revision cursor, KeyRange range) {
    if (!revision.isAfter(cursor)) {
      return Optional.empty();
    }
    Optional<LiveFrame> shared = live.filter(frame -> frame.after().equals(cursor));
    if (shared.isPresent()
        && shared.get().deliveries().stream().allMatch(d -> range.contains(d.key()))) {
      return Optional.of(new Next(shared.get().last(), Optional.of(shared.get().bytes())));
    }
    return Optional.of(replay(cursor, range));
  }

  /** Calls back whenever there may be something new, and when the feed closes; must not block. */
  public void follow(Runnable wake) {
    followers.add(wake);
  }

  public void unfollow(Runnable wake) {
    followers.remove(wake);
  }

  private Next replay(Revision cursor, KeyRange range) {
    lock.lock();
    try {
      List<byte[]> events = new ArrayList<>();
      Revision last = cursor;
      int bytes = 0;
      for (Delivery delivery : ready().after(cursor)) {
        if (events.size() >= MAX_FRAME_EVENTS || bytes >= MAX_FRAME_BYTES) {
          break;
        }
        if (range.contains(delivery.key())) {
          events.add(delivery.event());
          bytes += delivery.event().length;
        }
        last = delivery.revision();
      }
      return new Next(
          last, events.isEmpty() ? Optional.empty() : Optional.of(encoder.frame(last, events)));
    } finally {
      lock.unlock();
    }
  }

  private Snapshot ready() {
    return snapshot.orElseThrow(
        () ->
            unavailable(
                frozen
                    .map(reason -> "the configuration of this gateway group cannot be opened")
                    .orElse("the configuration of this gateway group is still being read")));
  }

  /** Goes on from the last revision. */
  void advance(List<Delivery> deliveries) {
    if (deliveries.isEmpty() && frozen.isEmpty() && loaded()) {
      return;
    }
    lock.lock();
    try {
      Snapshot current = snapshot.orElseGet(Snapshot::new);
      Revision before = current.revision();
      current.apply(deliveries);
      publish(current, before, deliveries);
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** Starts anew from everything that there is, keeping the cursors of the followers valid. */
  void replace(Collection<Delivery> everything) {
    lock.lock();
    try {
      if (frozen.isEmpty() && everything.isEmpty() && snapshot.isPresent()) {
        return;
      }
      Snapshot fresh = new Snapshot();
      fresh.apply(everything);
      publish(fresh, fresh.revision(), List.of());
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void publish(Snapshot current, Revision before, List<Delivery> deliveries) {
    Revision last = current.revision();
    live =
        deliveries.isEmpty() || !fitIntoOneFrame(deliveries)
            ? Optional.empty()
            : Optional.of(
                new LiveFrame(
                    before,
                    last,
                    List.copyOf(deliveries),
                    encoder.frame(last, deliveries.stream().map(Delivery::event).toList())));
    snapshot = Optional.of(current);
    frozen = Optional.empty();
    revision = last;
  }

  private static boolean fitIntoOneFrame(List<Delivery> deliveries) {
    return deliveries.size() <= MAX_FRAME_EVENTS
        && deliveries.stream().mapToLong(delivery -> delivery.event().length).sum()
            <= MAX_FRAME_BYTES;
  }

  void freeze(String reason) {
    frozen = Optional.of(reason);
  }

  void close() {
    closed = true;
    wake();
  }

  boolean loaded() {
    lock.lock();
    try {
      return snapshot.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Compares what is stored with what is served.
   *
   * @return a key that is served at a revision at which something else, or nothing, is stored
   */
  Optional<String> contradiction(Collection<Delivery> stored) {
    lock.lock();
    try {
      return snapshot.flatMap(current -> current.contradiction(stored));
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    followers.forEach(Runnable::run);
  }
}
