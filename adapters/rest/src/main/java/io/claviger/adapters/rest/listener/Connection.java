package io.claviger.adapters.rest.listener;

import io.claviger.domain.shared.FairShare;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection that was admitted, from its first byte to its last. */
final class Connection {
  private static final int MAX_UNREAD = 4 * 1024 * 1024;

  private final Socket socket;
  private final FairShare.Place place;
  private final Patience patience = new Patience();
  private volatile @Nullable SSLSocket secured;

  Connection(Socket socket, FairShare.Place place) {
    this.socket = socket;
    this.place = place;
  }

  void securedBy(SSLSocket tls) {
    secured = tls;
  }

  Patience patience() {
    return patience;
  }

  /**
   * @param received waits for what the peer sends
   */
  Supplier<byte @Nullable []> waiting(Supplier<byte @Nullable []> received) {
    return () -> {
      patience.waits();
      try {
        return received.get();
      } finally {
        patience.rests();
      }
    };
  }

  /**
   * Ends it after its last answer. A peer that still sends is read from until it has had time to
   * read the answer, because what arrives at a closed socket makes the peer's system drop what was
   * not read yet (RFC 9112, section 9.6).
   */
  void finish() {
    patience.farewell();
    SSLSocket tls = secured;
    try {
      if (tls != null && !socket.isClosed()) {
        tls.shutdownOutput();
        InputStream rest = socket.getInputStream();
        byte[] unread = new byte[4096];
        int total = 0;
        for (int count = 0; count >= 0 && total < MAX_UNREAD; count = rest.read(unread)) {
          total += count;
        }
      }
    } catch (IOException e) {
      // It is over either way.
    } finally {
      close();
    }
  }

  /** Any thread; at once. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
    place.close();
  }

  boolean isClosed() {
    return socket.isClosed();
  }
}
