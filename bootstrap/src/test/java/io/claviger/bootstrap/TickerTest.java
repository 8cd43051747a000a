package io.claviger.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.rotation.Reencryptor.Left;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TickerTest {
  private static final long PART = Duration.ofMillis(50).toNanos();

  /** Beginning and end of a part. */
  private record Ran(long from, long to) {}

  @Test
  void thereIsAPauseWhereNothingIsLeftOrSomebodyElseWrites() {
    assertEquals(7, Ticker.pause(Left.NOTHING, 5, 7));
    assertEquals(0, Ticker.pause(Left.MORE, 5, 7));
    assertEquals(5, Ticker.pause(Left.MORE_BESIDE_WRITERS, 5, 7));
  }

  @Test
  void afterEachPartWritersGetAsLongAsItTook() throws InterruptedException {
    BlockingQueue<Ran> parts = new LinkedBlockingQueue<>();
    try (Ticker ticker = new Ticker()) {
      ticker.inParts(
          Duration.ofMillis(1),
          "parts",
          () -> {
            parts.add(run());
            return Left.MORE_BESIDE_WRITERS;
          });
      Ran before = parts.take();
      for (int i = 0; i < 3; i++) {
        Ran next = parts.take();
        assertTrue(next.from() - before.to() >= PART, "it went on too soon");
        before = next;
      }
    }
  }

  private static Ran run() {
    long from = System.nanoTime();
    while (System.nanoTime() - from < PART) {
      LockSupport.parkNanos(PART);
    }
    return new Ran(from, System.nanoTime());
  }
}
