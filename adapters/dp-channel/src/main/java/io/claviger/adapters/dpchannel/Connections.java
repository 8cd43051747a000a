package io.claviger.adapters.dpchannel;

import io.netty.channel.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is connected now, and whether more may be accepted. */
final class Connections {
  private static final Logger LOG = System.getLogger(Connections.class.getName());

  private final DpServerConfig.Limits limits;
  private final Set<DpConnection> open = ConcurrentHashMap.newKeySet();
  private @Nullable Channel acceptor;
  private int handshakes;

  Connections(DpServerConfig.Limits limits) {
    this.limits = limits;
  }

  synchronized void acceptedBy(Channel listening) {
    acceptor = listening;
    admit();
  }

  /**
   * @return whether there is room for it
   */
  boolean add(DpConnection connection) {
    if (open.size() >= limits.connections()) {
      return false;
    }
    open.add(connection);
    synchronized (this) {
      handshakes++;
      admit();
    }
    return true;
  }

  void remove(DpConnection connection) {
    open.remove(connection);
  }

  synchronized void handshakeEnded() {
    handshakes--;
    admit();
  }

  /** While too many handshakes are under way, the system keeps who comes next waiting. */
  private void admit() {
    if (acceptor != null) {
      acceptor.config().setAutoRead(handshakes < limits.handshakes());
    }
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
