package io.claviger.adapters.crypto;

import static io.claviger.domain.shared.RefusedException.throttled;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * A few platform threads behind a {@link FairQueue}. Hashing is nothing but computing: on virtual
 * threads it would take the carriers away from everybody else.
 */
final class HashingLane implements AutoCloseable {
  private final FairQueue<FutureTask<byte[]>> queue;
  private final Duration retryAfter;
  private final List<Thread> threads;
  private volatile boolean closed;

  HashingLane(String name, Limits limits) {
    queue = new FairQueue<>(limits.waiting(), limits.waitingPerSource());
    retryAfter = limits.retryAfter();
    threads =
        IntStream.range(0, limits.threads())
            .mapToObj(i -> Thread.ofPlatform().daemon().name(name + "-" + i).start(this::work))
            .toList();
  }

  /** Waits for its turn and the result. */
  byte[] compute(SourceNetwork source, Callable<byte[]> hashing) {
    FutureTask<byte[]> task = new FutureTask<>(hashing);
    queue.offer(source, task).ifPresent(out -> out.cancel(false));
    if (closed) {
      task.cancel(false);
      queue.remove(source, task);
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(false);
      queue.remove(source, task);
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while a secret was waiting to be checked; try again");
    } catch (CancellationException e) {
      throw closed ? unavailable("the server is stopping; try again later") : tooMany();
    } catch (ExecutionException e) {
      throw new IllegalStateException("PBKDF2 failed", e.getCause());
    }
  }

  private RefusedException tooMany() {
    return throttled("too many logins and tokens are being checked; try again later", retryAfter);
  }

  int waiting() {
    return queue.size();
  }

  /** Whoever waits or comes later is refused. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    while (!closed) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        break;
      }
    }
    cancelWaiting();
  }

  private void cancelWaiting() {
    for (FutureTask<byte[]> task : queue.drain()) {
      task.cancel(false);
    }
  }

  /**
   * @param waiting how many may wait in all
   * @param retryAfter what whoever comes too many is told to wait
   */
  record Limits(int threads, int waiting, int waitingPerSource, Duration retryAfter) {}
}
