package io.claviger.adapters.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CachedSourceTest {
  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void theSourceIsAskedOnceInFifteenSeconds() {
    CachedSource<Integer> cached = cached(asked::incrementAndGet, Duration.ofMinutes(1));

    assertEquals(1, cached.get());
    nanoTime.set(CachedSource.FRESH.toNanos() - 1);
    assertEquals(1, cached.get());
    nanoTime.set(CachedSource.FRESH.toNanos());
    assertEquals(2, cached.get());
  }

  @Test
  void aFailureIsGivenToEverybodyAsLong() {
    IllegalArgumentException failure = new IllegalArgumentException();
    CachedSource<Integer> cached =
        cached(
            () -> {
              asked.incrementAndGet();
              throw failure;
            },
            Duration.ofMinutes(1));

    assertSame(failure, assertThrows(IllegalArgumentException.class, cached::get));
    assertSame(failure, assertThrows(IllegalArgumentException.class, cached::get));
    assertEquals(1, asked.get());
  }

  @Test
  void aSourceThatHangsIsNeitherWaitedForNorAskedAgain() {
    CompletableFuture<Integer> stuck = new CompletableFuture<>();
    CachedSource<Integer> cached =
        cached(
            () -> {
              asked.incrementAndGet();
              return stuck.join();
            },
            Duration.ofMillis(1));

    assertThrows(IllegalStateException.class, cached::get);
    nanoTime.set(2 * CachedSource.FRESH.toNanos());
    assertThrows(IllegalStateException.class, cached::get);
    stuck.complete(1);
  }

  private <T> CachedSource<T> cached(Supplier<T> source, Duration patience) {
    return new CachedSource<>("test", source, patience, nanoTime::get);
  }
}
