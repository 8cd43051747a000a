package io.claviger.application.feed;

import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.port.ChangeSignal;
import io.claviger.application.port.DeliveryEncoder;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayGroups.Head;
import io.claviger.application.port.Telemetry;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The feeds of all groups. They read committed rows only: a local commit, a signal from another
 * process and the poll of every second merely say when to look.
 */
public final class ChangeFeeds implements AutoCloseable {
  private final UnitOfWork unitOfWork;
  private final GatewayGroups groups;
  private final FeedReader reader;
  private final DeliveryEncoder encoder;
  private final IntegrityAlarms alarms;
  private final ChangeSignal signal;
  private final Telemetry telemetry;
  private final Map<Scope, FeedFollower> feeds = new ConcurrentHashMap<>();
  private final FeedPatrol patrol = new FeedPatrol();
  private volatile boolean resting;
  private volatile boolean listening;
  private volatile boolean closed;

  public ChangeFeeds(
      UnitOfWork unitOfWork,
      GatewayGroups groups,
      FeedReader reader,
      DeliveryEncoder encoder,
      IntegrityAlarms alarms,
      ChangeSignal signal,
      Telemetry telemetry) {
    this.unitOfWork = unitOfWork;
    this.groups = groups;
    this.reader = reader;
    this.encoder = encoder;
    this.alarms = alarms;
    this.signal = signal;
    this.telemetry = telemetry;
  }

  /**
   * Reads every group once, so that a data plane that connects finds its configuration. Once, or
   * after {@link #rest}, where data planes that followed go on.
   */
  public void start() {
    resume();
    // Also finds what went back meanwhile.
    poll();
    feeds.values().forEach(FeedFollower::look);
    if (!listening) {
      signal.listen(this::wake);
      listening = true;
    }
  }

  private synchronized void resume() {
    resting = false;
    feeds.values().forEach(FeedFollower::resume);
  }

  /**
   * Forgets every configuration until {@link #start}. Data planes that follow wait; others are
   * refused.
   *
   * @param why what those are told
   */
  public synchronized void rest(String why) {
    resting = true;
    feeds.values().forEach(follower -> follower.rest(why));
  }

  public Optional<ChangeFeed> of(Scope scope) {
    return Optional.ofNullable(feeds.get(scope)).map(FeedFollower::feed);
  }

  public Collection<ChangeFeed> all() {
    return feeds.values().stream().map(FeedFollower::feed).toList();
  }

  /** After a commit of this process. */
  public void committed(Scope scope) {
    wake(scope);
    signal.announce(scope);
  }

  /** Finds what no signal told of: groups that came or went, and newer revisions. */
  public void poll() {
    // Read before the database is asked, so that what is committed meanwhile is no way back, and a
    // group that comes meanwhile is none that went.
    Map<Scope, Revision> served = served();
    List<Head> heads = unitOfWork.inTransaction(groups::heads);
    adopt(heads);
    Set<Scope> there = heads.stream().map(Head::scope).collect(Collectors.toSet());
    feeds
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = served.containsKey(entry.getKey()) && !there.contains(entry.getKey());
              if (gone) {
                entry.getValue().close();
                // A patrol that met the deletion half-way may have taken it for tampering.
                alarms.clear(entry.getKey());
              }
              return gone;
            });
    heads.forEach(head -> compare(head, served.getOrDefault(head.scope(), Revision.NONE)));
  }

  private boolean isGone(Scope scope) {
    return unitOfWork.inTransaction(groups::heads).stream()
        .noneMatch(head -> head.scope().equals(scope));
  }

  private Map<Scope, Revision> served() {
    Map<Scope, Revision> served = new HashMap<>();
    feeds.forEach((scope, follower) -> served.put(scope, follower.feed().revision()));
    return served;
  }

  private void compare(Head head, Revision served) {
    FeedFollower follower = feeds.get(head.scope());
    if (follower == null) {
      return;
    }
    if (served.isAfter(head.revision())) {
      follower.wentBack(head.revision());
    } else {
      follower.heardOf(head.revision(), head.wireKeyring());
    }
  }

  private void wake(Scope scope) {
    FeedFollower follower = feeds.get(scope);
    if (follower != null) {
      follower.wake();
    } else if (!closed && !resting) {
      adopt(unitOfWork.inTransaction(groups::heads));
    }
  }

  /** Not while they rest: whoever comes meanwhile is found when they start. */
  private synchronized void adopt(List<Head> heads) {
    if (resting) {
      return;
    }
    heads.forEach(
        head ->
            feeds.computeIfAbsent(
                head.scope(),
                scope -> {
                  FeedFollower follower =
                      new FeedFollower(
                          new ChangeFeed(scope, head.id(), encoder),
                          reader,
                          alarms,
                          telemetry,
                          () -> isGone(scope));
                  follower.start();
                  patrol.guard(follower);
                  return follower;
                }));
  }

  @Override
  public void close() {
    // A commit that ends meanwhile must not bring a feed back.
    closed = true;
    feeds.values().forEach(FeedFollower::close);
    feeds.values().forEach(FeedFollower::awaitEnd);
    patrol.close();
    feeds.clear();
  }
}
