package io.claviger.adapters.dpchannel;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.shared.FairShare;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is connected now, and whether more may be accepted. A connection counts for its source until
 * its first request that an instance was let in with, and for that instance from then on; nobody
 * has more than a fair share.
 */
final class Connections {
  private static final Logger LOG = System.getLogger(Connections.class.getName());

  private final FairShare<Claimant> places;
  private final Handshakes handshakes;
  private final Set<DpConnection> open = ConcurrentHashMap.newKeySet();

  /** Whom a place counts for. */
  private sealed interface Claimant {
    record Source(SourceNetwork network) implements Claimant {}

    record Instance(InstanceId id) implements Claimant {}
  }

  Connections(DpServerConfig.Limits limits) {
    this.places = new FairShare<>(limits.connections());
    this.handshakes = new Handshakes(limits.handshakes());
  }

  /**
   * Takes it in, if there is a place: a source from which no instance was let in yet has no more
   * than its share, whatever certificates it has shown.
   *
   * @return the place
   */
  Optional<FairShare.Place> add(DpConnection connection) {
    Optional<FairShare.Place> place = places.take(new Claimant.Source(connection.source()));
    if (place.isPresent()) {
      open.add(connection);
      handshakes.queue(connection);
    }
    return place;
  }

  /**
   * A place for an instance that was let in, behind whose address many may be.
   *
   * @param stranger what it has held so far, and goes on to hold if the instance has its share
   */
  FairShare.Place known(FairShare.Place stranger, InstanceId instance) {
    Optional<FairShare.Place> known = places.take(new Claimant.Instance(instance));
    if (known.isPresent()) {
      stranger.close();
    }
    return known.orElse(stranger);
  }

  void remove(DpConnection connection) {
    open.remove(connection);
    handshakes.forget(connection);
  }

  void handshakeEnded() {
    handshakes.admit();
  }

  void sweep() {
    long now = System.nanoTime();
    try {
      open.forEach(connection -> connection.sweep(now));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "connections were not looked at; they will be at the next turn", e);
    }
  }

  /** Ends streams and idle connections at once, and the others after their answer or in time. */
  void drain(Duration patience) {
    open.forEach(DpConnection::drain);
    long deadline = System.nanoTime() + patience.toNanos();
    for (DpConnection connection : open) {
      long left = Math.max(1, deadline - System.nanoTime());
      if (!connection.closed().awaitUninterruptibly(left, TimeUnit.NANOSECONDS)) {
        connection.close();
      }
    }
  }
}
