package io.claviger.adapters.dpchannel;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.shared.FairShare;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is connected now, and whether more may be accepted. */
final class Connections {
  private static final Logger LOG = System.getLogger(Connections.class.getName());

  private final FairShare<SourceNetwork> places;
  private final Handshakes handshakes;
  private final Set<DpConnection> open = ConcurrentHashMap.newKeySet();

  Connections(DpServerConfig.Limits limits) {
    this.places = new FairShare<>(limits.connections());
    this.handshakes = new Handshakes(limits.handshakes());
  }

  /**
   * Takes it in, if there is a place: a source whose certificates nobody has seen yet has no more
   * than its share.
   *
   * @return the place
   */
  Optional<FairShare.Place> add(DpConnection connection) {
    Optional<FairShare.Place> place = places.take(connection.source());
    if (place.isPresent()) {
      open.add(connection);
      handshakes.queue(connection);
    }
    return place;
  }

  /**
   * A place for one that has shown its certificate, behind whose address many may be.
   *
   * @param stranger what it has held so far
   */
  FairShare.Place known(FairShare.Place stranger) {
    Optional<FairShare.Place> known = places.takeAny();
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
