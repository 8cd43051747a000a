package io.claviger.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Strangers who are at it until they are closed. Each kind comes from an address of its own, so
 * that none is spared because another has used up what their common address may have.
 */
final class HostileClients implements AutoCloseable {
  private static final int IDLE_EACH = 2_500;
  private static final int EACH = 4;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** How a record of 512 bytes begins that holds a ClientHello. */
  private static final String HELLO =
      "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

  private static final String POST = "POST /api/login HTTP/1.1\r\nHost: localhost\r\n";

  private final SSLContext tls;
  private final int adminPort;
  private final int dpPort;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Kind> cutOff = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  HostileClients(SSLContext tls, int adminPort, int dpPort) {
    this.tls = tls;
    this.adminPort = adminPort;
    this.dpPort = dpPort;
  }

  /** What they do once they are connected, until they are cut off. */
  private enum Kind {
    SILENT_AT_THE_ADMIN_PORT,
    SILENT_AT_THE_DATA_PLANE_PORT,
    SLOW_HANDSHAKE_AT_THE_ADMIN_PORT,
    SLOW_HANDSHAKE_AT_THE_DATA_PLANE_PORT,
    GARBAGE_AT_THE_ADMIN_PORT,
    GARBAGE_AT_THE_DATA_PLANE_PORT,
    PLAINTEXT,
    SHAKES_HANDS_AND_IS_SILENT,
    SLOW_HEAD,
    SLOW_BODY,
    ENDLESS_HEADERS,
    ENDLESS_CHUNK_SIZE,
    ENDLESS_CHUNK,
    ENDLESS_BODY,
    PIPELINE,
    BOMB
  }

  private static final Set<Kind> AT_THE_DATA_PLANE_PORT =
      EnumSet.of(
          Kind.SILENT_AT_THE_DATA_PLANE_PORT,
          Kind.SLOW_HANDSHAKE_AT_THE_DATA_PLANE_PORT,
          Kind.GARBAGE_AT_THE_DATA_PLANE_PORT);

  void attack() {
    for (int i = 0; i < IDLE_EACH; i++) {
      begin(Kind.SILENT_AT_THE_ADMIN_PORT, 20 + i % 3);
      begin(Kind.SILENT_AT_THE_DATA_PLANE_PORT, 30 + i % 3);
    }
    int address = 100;
    for (Kind kind : Kind.values()) {
      address++;
      for (int i = 0; i < EACH; i++) {
        begin(kind, address);
      }
    }
  }

  /** Waits until somebody of every kind was cut off. */
  void awaitAllCutOff() {
    Instant limit = Instant.now().plus(LIMIT);
    for (Kind kind : Kind.values()) {
      while (!cutOff.contains(kind)) {
        if (Instant.now().isAfter(limit)) {
          throw new AssertionError("nobody was cut off who is " + kind);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private void begin(Kind kind, int address) {
    threads.execute(
        () -> {
          while (!over) {
            try {
              act(kind, address);
            } catch (IOException e) {
              cutOff.add(kind);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
          }
        });
  }

  private void act(Kind kind, int address) throws IOException {
    int port = AT_THE_DATA_PLANE_PORT.contains(kind) ? dpPort : adminPort;
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + address), 0));
      plain.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (int) LIMIT.toMillis());
      switch (kind) {
        case SILENT_AT_THE_ADMIN_PORT, SILENT_AT_THE_DATA_PLANE_PORT -> awaitEnd(plain);
        case SLOW_HANDSHAKE_AT_THE_ADMIN_PORT, SLOW_HANDSHAKE_AT_THE_DATA_PLANE_PORT ->
            drip(plain, HELLO);
        case GARBAGE_AT_THE_ADMIN_PORT, GARBAGE_AT_THE_DATA_PLANE_PORT -> garbage(plain);
        case PLAINTEXT -> flood(plain, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        default -> secured(kind, plain);
      }
    }
  }

  private void secured(Kind kind, Socket plain) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", adminPort, true)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.startHandshake();
      switch (kind) {
        case SLOW_HEAD -> drip(socket, "GET /healthz HTTP/1.1\r\nX: ");
        case SLOW_BODY -> drip(socket, POST + "Content-Length: 100000\r\n\r\n{");
        case ENDLESS_HEADERS -> {
          send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
          flood(socket, "X: " + "y".repeat(1000) + "\r\n");
        }
        case ENDLESS_CHUNK_SIZE -> {
          send(socket, POST + "Transfer-Encoding: chunked\r\n\r\n");
          flood(socket, "0".repeat(1000));
        }
        case ENDLESS_CHUNK -> {
          send(socket, POST + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
          flood(socket, " ".repeat(1000));
        }
        case ENDLESS_BODY -> {
          send(socket, POST + "Content-Length: 99999999999\r\n\r\n");
          flood(socket, " ".repeat(1000));
        }
        case PIPELINE ->
            flood(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));
        case BOMB -> {
          send(socket, POST + "Content-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\n");
          flood(socket, "\u001f\u008b\b".repeat(300));
        }
        default -> awaitEnd(socket);
      }
    }
  }

  /** One byte a second. */
  private void drip(Socket socket, String beginning) throws IOException {
    send(socket, beginning);
    while (!over) {
      send(socket, " ");
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private void flood(Socket socket, String piece) throws IOException {
    while (!over) {
      send(socket, piece);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void garbage(Socket socket) throws IOException {
    byte[] bytes = new byte[1000];
    new Random(7).nextBytes(bytes);
    bytes[0] = 22;
    flood(socket, new String(bytes, ISO_8859_1));
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout((int) LIMIT.toMillis());
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (!over) {
      throw new IOException("cut off");
    }
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
