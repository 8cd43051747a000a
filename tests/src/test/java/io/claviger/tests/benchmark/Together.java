package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same by several threads at once. */
final class Together {
  private Together() {}

  /** What can fail. */
  @FunctionalInterface
  interface Work {
    void go() throws Exception;
  }

  /**
   * Returns when all have ended.
   *
   * @throws IOException if one of them failed
   */
  static void run(int threads, Work work) throws IOException {
    Callable<Boolean> task =
        () -> {
          work.go();
          return true;
        };
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        all.add(executor.submit(task));
      }
    }
    for (Future<Boolean> one : all) {
      check(one);
    }
  }

  private static void check(Future<Boolean> ended) throws IOException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
