package io.claviger.tests.benchmark;

import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Streams that follow everything, each on a connection and a virtual thread of its own. */
final class Watchers implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Fewer than one instance may have. */
  private static final int OF_ONE_INSTANCE = 200;

  private static final String KEY = "\"key\":\"";
  private static final String BODY =
      "{\"create_request\":{\"key\":\""
          + EtcdSide.base64("/apisix/")
          + "\",\"range_end\":\""
          + EtcdSide.base64("/apisix0")
          + "\"}}";

  private final List<DpSocket> sockets = new ArrayList<>();
  private final int changes;
  private final long[] sentAt;
  private final List<long[]> arrivedAt = new ArrayList<>();
  private final List<CountDownLatch> arrivals = new ArrayList<>();

  private Watchers(int changes) {
    this.changes = changes;
    this.sentAt = new long[changes];
  }

  /** Returns once all of them follow. */
  static Watchers open(Side side, int count, int changes) throws IOException {
    Watchers watchers = new Watchers(changes);
    for (int i = 0; i < changes; i++) {
      watchers.arrivals.add(new CountDownLatch(count));
    }
    DpEndpoint endpoint = side.endpoint();
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % OF_ONE_INSTANCE == 0) {
        endpoint = side.endpoint();
      }
      DpSocket socket = DpSocket.open(endpoint, LIMIT);
      watchers.sockets.add(socket);
      if (socket.open("/v3/watch", BODY).status() != 200) {
        throw new IOException("a watch was refused");
      }
      socket.chunk();
      long[] arrived = new long[changes];
      watchers.arrivedAt.add(arrived);
      Thread.ofVirtual().start(() -> watchers.follow(socket, arrived));
    }
    return watchers;
  }

  private void follow(DpSocket socket, long[] arrived) {
    StringBuilder line = new StringBuilder();
    try {
      for (Optional<String> chunk = socket.chunk(); chunk.isPresent(); chunk = socket.chunk()) {
        line.append(chunk.get());
        if (line.charAt(line.length() - 1) == '\n') {
          read(line.toString(), arrived);
          line.setLength(0);
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void read(String line, long[] arrived) {
    for (int at = line.indexOf(KEY); at >= 0; at = line.indexOf(KEY, at + 1)) {
      int from = at + KEY.length();
      String key =
          new String(
              Base64.getDecoder().decode(line.substring(from, line.indexOf('"', from))),
              StandardCharsets.ISO_8859_1);
      int number = Integer.parseInt(key.substring(key.lastIndexOf('b') + 1));
      if (number < changes && arrived[number] == 0) {
        arrived[number] = System.nanoTime();
        arrivals.get(number).countDown();
      }
    }
  }

  /** Writes one after the other, each once everybody has the one before. */
  void write(Side side, int from, int to) throws IOException {
    try (Side.Writer writer = side.writer()) {
      for (int i = from; i < to; i++) {
        sentAt[i] = System.nanoTime();
        writer.put(i);
        if (!arrivals.get(i).await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException("a change did not reach everybody");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** From the beginning of each write to each arrival, ms. */
  List<Double> latencies(int from, int to) {
    List<Double> latencies = new ArrayList<>();
    for (long[] arrived : arrivedAt) {
      for (int i = from; i < to; i++) {
        latencies.add((arrived[i] - sentAt[i]) / 1e6);
      }
    }
    return latencies;
  }

  @Override
  public void close() {
    sockets.forEach(DpSocket::close);
  }
}
