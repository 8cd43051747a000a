package io.claviger.tests.benchmark;

import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

  private static final int OPENED_AT_ONCE = 8;

  private final List<DpSocket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final List<long[]> arrivedAt = Collections.synchronizedList(new ArrayList<>());
  private final List<CountDownLatch> arrivals = new ArrayList<>();
  private final int first;
  private final long[] sentAt;
  private int sent;

  private Watchers(int count, int first, int changes) {
    this.first = first;
    this.sentAt = new long[changes];
    for (int i = 0; i < changes; i++) {
      arrivals.add(new CountDownLatch(count));
    }
  }

  /**
   * Returns once all of them follow.
   *
   * @param first the number of the first key that will be written; others pass by
   * @param changes how many will be written at most
   */
  static Watchers open(Side side, int count, int first, int changes) throws IOException {
    Watchers watchers = new Watchers(count, first, changes);
    AtomicInteger opened = new AtomicInteger();
    try {
      Together.run(
          OPENED_AT_ONCE,
          () -> {
            for (int from = opened.getAndAdd(OF_ONE_INSTANCE);
                from < count;
                from = opened.getAndAdd(OF_ONE_INSTANCE)) {
              watchers.add(side.endpoint(), Math.min(OF_ONE_INSTANCE, count - from));
            }
          });
      return watchers;
    } catch (IOException | RuntimeException | Error e) {
      watchers.close();
      throw e;
    }
  }

  private void add(DpEndpoint endpoint, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      DpSocket socket = DpSocket.open(endpoint, LIMIT);
      sockets.add(socket);
      if (socket.open("/v3/watch", BODY).status() != 200) {
        throw new IOException("a watch was refused");
      }
      socket.chunk();
      long[] arrived = new long[sentAt.length];
      arrivedAt.add(arrived);
      Thread.ofVirtual().start(() -> follow(socket, arrived));
    }
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
      int number = Integer.parseInt(key.substring(key.lastIndexOf('b') + 1)) - first;
      if (number >= 0 && number < arrived.length && arrived[number] == 0) {
        arrived[number] = System.nanoTime();
        arrivals.get(number).countDown();
      }
    }
  }

  /** Writes the next ones, each once everybody has the one before. */
  void write(Side side, int count) throws IOException {
    try (Side.Writer writer = side.writer()) {
      for (int end = sent + count; sent < end; sent++) {
        sentAt[sent] = System.nanoTime();
        writer.put(first + sent);
        if (!arrivals.get(sent).await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException("a change did not reach everybody");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * From the beginning of each write to each arrival, ms.
   *
   * @param skipped how many of the first writes do not count
   */
  List<Double> latencies(int skipped) {
    List<Double> latencies = new ArrayList<>();
    for (long[] arrived : arrivedAt) {
      for (int i = skipped; i < sent; i++) {
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
