package io.claviger.application.feed;

import static io.claviger.domain.shared.RefusedException.unavailable;
import static java.util.stream.Collectors.toMap;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

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
 *
 * <p>Followers ask on threads that must not wait, so under the lock there are look-ups only: what
 * is encoded is encoded before or after. One thread at a time writes.
 */
public final class ChangeFeed {
  /**
   * More than a data plane takes from reading everything to the watch. Its workers use what was
   * read up to a minute before they started ({@code worker_startup_time_threshold} of APISIX).
   */
  private static final Duration START_AGE = Duration.ofSeconds(90);

  private static final String NOT_YET =
      "the configuration of this gateway group is still being read";

  private static final KeyRange EVERYTHING = new KeyRange("", Optional.of("\0"));

  private final Scope scope;
  private final GroupId group;
  private final DeliveryEncoder encoder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
  private final RevisionTrail trail = new RevisionTrail(START_AGE, System::nanoTime);
  private Optional<Snapshot> snapshot = Optional.empty();
  private volatile Optional<LiveFrame> live = Optional.empty();
  private volatile Revision revision = Revision.NONE;
  private volatile Revision pruned = Revision.NONE;

  /** Under which the private keys in the snapshot are encrypted; empty if it has none. */
  private volatile Optional<WireKeyring.Version> wireKeyring = Optional.empty();

  private volatile Optional<String> frozen = Optional.empty();
  private volatile String unread = NOT_YET;
  private volatile boolean closed;
  private volatile BooleanSupplier loader = () -> false;
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
   * @param frame in parts that stand one after the other, and are everybody's; none if nothing in
   *     the follower's range changed up to the cursor
   */
  public record Next(Revision cursor, List<byte[]> frame) {}

  /** The last change for everybody who had all that was before it; encoded once. */
  private record LiveFrame(Batch batch, Next next) {
    boolean isFor(Revision cursor, KeyRange range) {
      return batch.after().equals(cursor)
          && batch.deliveries().stream().allMatch(delivery -> range.contains(delivery.key()));
    }
  }

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

  /**
   * A revision from which somebody misses nothing who read everything a while ago and has not
   * followed since.
   */
  public Revision startRevision() {
    return trail.before();
  }

  /**
   * Whether deletions after a revision are forgotten: who holds no more must read everything again.
   */
  public boolean forgotAfter(Revision held) {
    return pruned.isAfter(held);
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
    return look(
        found -> {
          Snapshot current = found.orElseThrow(this::notReady);
          return new Range(current.revision(), current.entries(range));
        });
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

  /**
   * Waits until the group is read for the first time.
   *
   * @return whether it is
   */
  public boolean load() {
    return loaded() || loader.getAsBoolean();
  }

  void readBy(BooleanSupplier load, BooleanSupplier look) {
    loader = load;
    reader = look;
  }

  /** How many keys there are now. */
  public long keys() {
    return look(found -> found.map(Snapshot::keys).orElse(0L));
  }

  /**
   * The next message after a cursor; empty if there is none yet. It may lack deletions, which
   * {@link #forgotAfter} knows of from then on.
   */
  public Optional<Next> after(Revision cursor, KeyRange range) {
    if (!revision.isAfter(cursor)) {
      return Optional.empty();
    }
    Optional<LiveFrame> shared = live.filter(frame -> frame.isFor(cursor, range));
    if (shared.isPresent()) {
      return Optional.of(shared.get().next());
    }
    return look(found -> found.map(current -> current.after(cursor, range)))
        .map(missed -> missed.encode(encoder));
  }

  /** Calls back whenever there may be something new, and when the feed closes; must not block. */
  public void follow(Runnable wake) {
    followers.add(wake);
  }

  public void unfollow(Runnable wake) {
    followers.remove(wake);
  }

  private <T> T look(Function<Optional<Snapshot>, T> question) {
    lock.lock();
    try {
      return question.apply(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private void change(Consumer<Optional<Snapshot>> change) {
    lock.lock();
    try {
      change.accept(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private RuntimeException notReady() {
    return unavailable(
        frozen
            .map(reason -> "the configuration of this gateway group cannot be opened")
            .orElse(unread));
  }

  /** Goes on from the last revision. */
  void advance(Reading news) {
    if (news.deliveries().isEmpty() && frozen.isEmpty() && loaded()) {
      forget(news.pruned());
      return;
    }
    Optional<LiveFrame> frame = liveFrame(news.deliveries());
    change(
        found -> {
          Snapshot current = found.orElseGet(this::emptySnapshot);
          current.apply(news.deliveries());
          wireKeyring = news.wireKeyring().or(() -> wireKeyring);
          publish(current, news.pruned(), frame);
        });
    wake();
  }

  /**
   * Starts anew from everything that there is. Who follows goes on where they are, or is told to
   * start over if deletions after that are forgotten.
   */
  void replace(Reading everything) {
    Snapshot fresh = emptySnapshot();
    fresh.apply(everything.deliveries());
    change(
        found -> {
          wireKeyring = everything.wireKeyring();
          publish(fresh, everything.pruned(), Optional.empty());
        });
    wake();
  }

  /** Forgets deletions as the database has; those that this feed has not come to it cannot. */
  void forget(Revision upTo) {
    change(
        found -> {
          if (!upTo.isAfter(revision)) {
            found.ifPresent(current -> forget(current, upTo));
          }
        });
  }

  private void forget(Snapshot current, Revision upTo) {
    if (upTo.isAfter(pruned)) {
      pruned = upTo;
      current.forget(upTo);
    }
  }

  private Snapshot emptySnapshot() {
    return new Snapshot(encoder.standing());
  }

  /** Empty if one message cannot tell of all of it. */
  private Optional<LiveFrame> liveFrame(List<Delivery> deliveries) {
    Batch batch = Batch.of(revision, deliveries, EVERYTHING);
    return batch.deliveries().isEmpty() || batch.deliveries().size() < deliveries.size()
        ? Optional.empty()
        : Optional.of(new LiveFrame(batch, batch.encode(encoder)));
  }

  private void publish(Snapshot current, Revision upTo, Optional<LiveFrame> frame) {
    forget(current, upTo);
    live = frame;
    snapshot = Optional.of(current);
    frozen = Optional.empty();
    // The last change of all may be a deletion that is forgotten.
    revision = Collections.max(List.of(current.revision(), pruned));
    trail.reached(revision);
  }

  /**
   * Forgets what it holds. Ranges are refused until everything is read again; who follows waits so
   * long, and goes on where they are.
   *
   * @param why what those are told who are refused
   */
  void drop(String why) {
    unread = why;
    change(
        found -> {
          snapshot = Optional.empty();
          live = Optional.empty();
        });
  }

  /** What was dropped is about to be read again. */
  void readAgain() {
    unread = NOT_YET;
  }

  void freeze(String reason) {
    frozen = Optional.of(reason);
  }

  void close() {
    closed = true;
    wake();
  }

  boolean loaded() {
    return look(Optional::isPresent);
  }

  /** Whether some private key here is encrypted under another version of the wire keyring. */
  boolean isUnderAnother(WireKeyring.Version version) {
    return wireKeyring.filter(mine -> !mine.equals(version)).isPresent();
  }

  /**
   * Compares what is stored with what is served.
   *
   * @param stored everything, read after this feed had reached {@code upTo}; what is served from
   *     after it is not compared
   * @return a key that is served at a revision at which something else, or nothing, is stored
   */
  Optional<String> contradiction(Reading stored, Revision upTo) {
    Map<String, Delivery> byKey =
        stored.deliveries().stream().collect(toMap(Delivery::key, Function.identity()));
    boolean alike = stored.wireKeyring().filter(this::isUnderAnother).isEmpty();
    return look(found -> found.map(Snapshot::deliveries).orElse(List.of())).stream()
        .filter(served -> !served.revision().isAfter(upTo))
        .filter(served -> !served.isFollowedBy(byKey.get(served.key()), alike))
        .filter(served -> byKey.containsKey(served.key()) || !stored.mayLack(served, upTo))
        .map(Delivery::key)
        .findFirst();
  }

  private void wake() {
    followers.forEach(Runnable::run);
  }
}
