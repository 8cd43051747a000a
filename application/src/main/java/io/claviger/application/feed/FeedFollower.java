package io.claviger.application.feed;

import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Keeps one feed at the newest committed state, on a thread of its own; a {@link FeedPatrol} comes
 * by on another.
 */
final class FeedFollower {
  private static final Logger LOG = System.getLogger(FeedFollower.class.getName());
  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  private static final Duration FAILURE = Duration.ofSeconds(1);

  private final ChangeFeed feed;
  private final FeedReader reader;
  private final IntegrityAlarms alarms;
  private final Telemetry telemetry;
  private final BooleanSupplier gone;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean resting;

  /** Whether what is served is to be read again as a whole, though it is the newest. */
  private volatile boolean outdated;

  private volatile long wokenAt = System.nanoTime();
  private long failedAt = System.nanoTime() - FAILURE.toNanos();

  /**
   * @param gone whether the feed's group is deleted
   */
  FeedFollower(
      ChangeFeed feed,
      FeedReader reader,
      IntegrityAlarms alarms,
      Telemetry telemetry,
      BooleanSupplier gone) {
    this.feed = feed;
    this.reader = reader;
    this.alarms = alarms;
    this.telemetry = telemetry;
    this.gone = gone;
    feed.readBy(this::load, this::look);
    this.thread = Thread.ofVirtual().name("feed-" + feed.group()).unstarted(this::run);
  }

  ChangeFeed feed() {
    return feed;
  }

  void start() {
    thread.start();
  }

  void wake() {
    wokenAt = System.nanoTime();
    wakes.release();
  }

  /** A step of the wire keyring makes no revision, and has private keys encrypted anew. */
  void heardOf(Revision newest, WireKeyring.Version wireKeyring) {
    if (feed.isUnderAnother(wireKeyring)) {
      outdated = true;
    }
    if (outdated || newest.isAfter(feed.revision()) || !feed.loaded()) {
      wake();
    }
  }

  /**
   * The database holds less than what was served: it was put back, or a standby took its place that
   * lacked the last commits. Data planes keep what they have.
   */
  synchronized void wentBack(Revision newest) {
    raise(
        "its revision went back from "
            + feed.revision()
            + " to "
            + newest
            + ", so the database has lost commits; restore it, or restart the program to serve what"
            + " there is");
    alarms.of(feed.scope()).ifPresent(feed::freeze);
  }

  /** Forgets what was read, and reads nothing until {@link #resume}; whoever follows stays. */
  void rest(String why) {
    // Seen by those who wait to read, so that this waits for one of them at most.
    resting = true;
    drop(why);
  }

  private synchronized void drop(String why) {
    feed.drop(why);
  }

  void resume() {
    wokenAt = System.nanoTime();
    feed.readAgain();
    resting = false;
  }

  boolean closed() {
    return closed;
  }

  /** Ends the followers of the feed; what is being read is read to its end. */
  void close() {
    closed = true;
    feed.close();
    wakes.release();
  }

  /** Waits for a thread that was told to end, so that nothing asks a database that is closed. */
  void awaitEnd() {
    try {
      thread.join(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        wakes.acquire();
        wakes.drainPermits();
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of those who wait for the first reading one reads; if it cannot, none tries for a while. */
  private synchronized boolean load() {
    if (feed.loaded()) {
      return true;
    }
    if (System.nanoTime() - failedAt < FAILURE.toNanos()) {
      return false;
    }
    boolean read = look();
    failedAt = System.nanoTime() - (read ? FAILURE.toNanos() : 0);
    return read;
  }

  /**
   * Reads what is new; a frozen feed waits for the patrol.
   *
   * @return whether the feed has all that is committed
   */
  synchronized boolean look() {
    if (closed || resting || standsStill()) {
      return false;
    }
    long since = wokenAt;
    return attempt(
        () -> {
          boolean loaded = feed.loaded();
          Reading news = reader.since(feed.scope(), loaded ? feed.revision() : Revision.NONE);
          if (!loaded) {
            reader.verify(feed.scope());
            feed.replace(news);
            outdated = false;
          } else if (news.pruned().isAfter(feed.revision()) || hasOldCiphertexts(news)) {
            // It may have stood still for so long that it has missed a deletion.
            feed.replace(reader.since(feed.scope(), Revision.NONE));
            outdated = false;
          } else {
            feed.advance(news);
          }
          if (!news.deliveries().isEmpty()) {
            telemetry.feedLag(Duration.ofNanos(System.nanoTime() - since));
          }
        });
  }

  private boolean hasOldCiphertexts(Reading news) {
    return outdated || news.wireKeyring().filter(feed::isUnderAnother).isPresent();
  }

  private boolean standsStill() {
    return feed.frozen().isPresent() || alarms.of(feed.scope()).isPresent();
  }

  /**
   * Reads everything again and compares it with what is served. That is how a frozen feed goes on,
   * and how a row that was changed behind this program's back is found although nobody reads it.
   * Meanwhile the feed goes on.
   */
  void patrol() {
    if (resting) {
      return;
    }
    boolean stood = standsStill();
    Revision served = feed.revision();
    attempt(
        () -> {
          Reading everything = reader.since(feed.scope(), Revision.NONE);
          feed.contradiction(everything, served)
              .ifPresentOrElse(
                  key -> raise("the row of " + key + " was changed from outside"),
                  () -> {
                    reader.verify(feed.scope());
                    if (stood) {
                      goOn(everything, served);
                    } else {
                      feed.forget(everything.pruned());
                    }
                  });
        });
    alarms.of(feed.scope()).ifPresent(feed::freeze);
    // Newer rows that nobody told of are read as any others.
    wakes.release();
  }

  /** Unless the feed came on while everything was read; then the next patrol sees to it. */
  private synchronized void goOn(Reading everything, Revision served) {
    if (feed.revision().equals(served) && !resting) {
      alarms.clear(feed.scope());
      feed.replace(everything);
    }
  }

  /**
   * An alarm is raised for what was not written by this program: a row that is damaged, or a value
   * that does not open, which raises its own. Anything else that goes wrong here is no word about
   * the rows: data planes keep the last good snapshot, and the next poll or patrol tries again.
   */
  private boolean attempt(Runnable work) {
    try {
      work.run();
      return true;
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Damaged) {
        raise(e.refusal().message());
      }
      alarms.of(feed.scope()).ifPresent(feed::freeze);
      LOG.log(
          Level.WARNING, "the feed of group {0} stands still: {1}", feed.group(), e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR, "the feed of group " + feed.group() + " was not read: it tries again", e);
    }
    return false;
  }

  /** A group that was deleted meanwhile is no alarm: the poll closes its feed. */
  private void raise(String reason) {
    if (!isGone()) {
      alarms.raise(feed.scope(), reason);
    }
  }

  /** A database that does not answer now is asked again by the next patrol. */
  private boolean isGone() {
    try {
      return gone.getAsBoolean();
    } catch (RefusedException e) {
      return true;
    }
  }
}
