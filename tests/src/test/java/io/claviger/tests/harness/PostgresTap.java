package io.claviger.tests.harness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a program and a PostgreSQL server, and writes down which statements were sent and
 * which of them waited for an answer together. It can lose notifications, and answer late.
 *
 * <p>Reads the messages of a frontend, "Message Formats" in PostgreSQL's manual: Parse names a
 * statement, Bind names what runs it, Execute runs it, and after Sync the frontend waits, until
 * ReadyForQuery ends the answer of the backend.
 */
public final class PostgresTap implements AutoCloseable {
  /** The code in a start-up message that asks for protocol 3.0 and not for encryption. */
  private static final int PROTOCOL = 3 << 16;

  private final int server;
  private final ServerSocket door;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<List<String>> trips = new ArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean losing;
  private volatile Duration delay = Duration.ZERO;

  private PostgresTap(int server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static PostgresTap on(TestDatabase database) throws IOException {
    return new PostgresTap(address(database).getPort());
  }

  private static URI address(TestDatabase database) {
    return URI.create(database.url().substring("jdbc:".length()));
  }

  /** The same database, through this. */
  public TestDatabase behind(TestDatabase database) {
    return new TestDatabase(
        "jdbc:postgresql://localhost:"
            + door.getLocalPort()
            + address(database).getPath()
            + "?sslmode=disable&gssEncMode=disable",
        database.user(),
        database.password());
  }

  /** The statements since the last call, those in one list that waited together. */
  public synchronized List<List<String>> take() {
    List<List<String>> taken = List.copyOf(trips);
    trips.clear();
    return taken;
  }

  /** From now on no notification passes. */
  public void loseNotifications() {
    losing = true;
  }

  public int lostNotifications() {
    return lost.get();
  }

  /** How long each answer comes later from now on. */
  public void delay(Duration each) {
    delay = each;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = keep(door.accept());
        Socket upstream = keep(new Socket(InetAddress.getLoopbackAddress(), server));
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pass(client, upstream, this::readFrontend));
        Thread.ofVirtual().start(() -> pass(upstream, client, this::readBackend));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private synchronized Socket keep(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  @FunctionalInterface
  private interface Direction {
    void pump(InputStream from, OutputStream to) throws IOException;
  }

  private static void pass(Socket from, Socket to, Direction direction) {
    try (from;
        to) {
      direction.pump(from.getInputStream(), to.getOutputStream());
    } catch (IOException _) {
      // One of the two has ended.
    }
  }

  private void readFrontend(InputStream from, OutputStream to) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int code;
    do {
      byte[] body = body(in);
      code = ByteBuffer.wrap(body).getInt();
      to.write(ByteBuffer.allocate(4 + body.length).putInt(4 + body.length).put(body).array());
    } while (code != PROTOCOL);
    Conversation conversation = new Conversation();
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = body(in);
      conversation.read(type, body);
      to.write(message(type, body));
    }
  }

  /** It never answers without a type: it is not asked for encryption. */
  private void readBackend(InputStream from, OutputStream to) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    OutputStream out = new BufferedOutputStream(to);
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = body(in);
      if (type == 'Z') {
        LockSupport.parkNanos(delay.toNanos());
      }
      if (type == 'A' && losing) {
        lost.incrementAndGet();
      } else {
        out.write(message(type, body));
      }
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  private static byte[] message(int type, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) type)
        .putInt(4 + body.length)
        .put(body)
        .array();
  }

  private static byte[] body(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt() - 4);
  }

  /** What one connection has said. */
  private final class Conversation {
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final List<String> waiting = new ArrayList<>();

    void read(int type, byte[] body) {
      InputStream in = new ByteArrayInputStream(body);
      switch (type) {
        case 'P' -> statements.put(text(in), text(in));
        case 'B' -> portals.put(text(in), statements.getOrDefault(text(in), ""));
        case 'E' -> waiting.add(portals.getOrDefault(text(in), ""));
        // The driver sends BEGIN so, and does not wait for it.
        case 'Q' -> waiting.add(text(in));
        case 'S' -> arrived();
        default -> {}
      }
    }

    /** An empty statement only asks whether the server is there. */
    private void arrived() {
      waiting.removeIf(String::isBlank);
      if (!waiting.isEmpty()) {
        synchronized (PostgresTap.this) {
          trips.add(List.copyOf(waiting));
        }
        waiting.clear();
      }
    }

    private static String text(InputStream in) {
      StringBuilder text = new StringBuilder();
      try {
        for (int next = in.read(); next > 0; next = in.read()) {
          text.append((char) next);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String(
          text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    synchronized (this) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
