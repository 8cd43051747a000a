package io.claviger.adapters.metrics;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a slow source rarely, and never waits long for it.
 *
 * <p>Guarantees: the source is asked once at a time, on a thread of its own; an answer, or a
 * failure, serves everybody for {@link #FRESH}. A value that is older than that is not given out.
 */
final class CachedSource<T> implements Supplier<T> {
  static final Duration FRESH = Duration.ofSeconds(15);

  private final String name;
  private final Supplier<T> source;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<T> answer;
  private long askedAt;

  /**
   * @param patience how long a caller waits for an answer that is under way
   * @param nanoTime as {@link System#nanoTime()}
   */
  CachedSource(String name, Supplier<T> source, Duration patience, LongSupplier nanoTime) {
    this.name = name;
    this.source = source;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * @throws RuntimeException what the source threw
   * @throws IllegalStateException if there is no answer in time
   */
  @Override
  public T get() {
    try {
      return current().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(name + " did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  private synchronized CompletableFuture<T> current() {
    CompletableFuture<T> last = answer;
    long now = nanoTime.getAsLong();
    if (last != null && (!last.isDone() || now - askedAt < FRESH.toNanos())) {
      return last;
    }
    askedAt = now;
    CompletableFuture<T> fresh =
        CompletableFuture.supplyAsync(
            source, task -> Thread.ofVirtual().name("metrics-" + name).start(task));
    answer = fresh;
    return fresh;
  }
}
