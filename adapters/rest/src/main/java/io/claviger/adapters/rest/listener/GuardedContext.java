package io.claviger.adapters.rest.listener;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A connection as the server sees it, whose reader and writer are the guard's. */
final class GuardedContext implements ConnectionContext {
  private final ConnectionContext context;
  private final DataReader reader;
  private final DataWriter writer;
  private final ListenerContext listener;

  GuardedContext(ConnectionContext context, Connection connection, DirectHandlers refusals) {
    this.context = context;
    this.listener = new GuardedListener(context.listenerContext(), refusals);
    this.reader =
        DataReader.create(
            new RequestStream(
                connection.waiting(() -> received(context.dataReader())), connection.patience()));
    this.writer = new TimedWriter(context.dataWriter(), connection.patience());
  }

  /** Not from the socket: the server may have looked at the first bytes already. */
  private static byte @Nullable [] received(DataReader peer) {
    try {
      return peer.readBuffer().readBytes();
    } catch (DataReader.InsufficientDataAvailableException e) {
      return null;
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return listener;
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public Router router() {
    return context.router();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return new PeerWithoutCertificate(context.remotePeer());
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }
}
