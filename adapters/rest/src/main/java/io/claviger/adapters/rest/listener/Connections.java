package io.claviger.adapters.rest.listener;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.shared.FairShare;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who is connected. Places are shared out fairly among the sources; trusted proxies, behind which
 * there are many, take what is free. Whoever lets itself be waited for too long is cut off.
 */
final class Connections implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Connections.class.getName());
  private static final long SWEEP_MILLIS = 250;

  private final FairShare<SourceNetwork> places;
  private final Predicate<InetAddress> trusted;
  private final Map<Ends, Connection> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("admin-deadlines").factory());

  /**
   * A host of several addresses may have one connection from the same peer's port at each of them.
   */
  private record Ends(SocketAddress local, SocketAddress peer) {}

  @SuppressWarnings("FutureReturnValueIgnored") // A sweep lets nothing out that would end it.
  Connections(int limit, Predicate<InetAddress> trusted) {
    this.places = new FairShare<>(limit);
    this.trusted = trusted;
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * @throws IOException if there is no place for it
   */
  Connection admit(Socket socket) throws IOException {
    Connection connection =
        new Connection(socket, place(socket.getInetAddress()).orElseThrow(Connections::full));
    open.put(new Ends(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress()), connection);
    return connection;
  }

  private Optional<FairShare.Place> place(InetAddress source) {
    return trusted.test(source)
        ? places.takeAny()
        : places.take(SourceNetwork.of(source.getHostAddress()));
  }

  private static IOException full() {
    return new IOException("there are too many connections");
  }

  Optional<Connection> between(SocketAddress local, SocketAddress peer) {
    return Optional.ofNullable(open.get(new Ends(local, peer)));
  }

  private void sweep() {
    try {
      long now = System.nanoTime();
      open.values().removeIf(connection -> ends(connection, now));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "connections were not looked at; they will be at the next turn", e);
    }
  }

  private static boolean ends(Connection connection, long now) {
    boolean ends = connection.isClosed() || connection.patience().isOver(now);
    if (ends) {
      connection.close();
    }
    return ends;
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    open.values().forEach(Connection::close);
  }
}
