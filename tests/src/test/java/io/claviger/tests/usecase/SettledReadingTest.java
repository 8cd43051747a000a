package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the embedded database, changes are delivered once they survive the loss of the process. Who
 * waits for that keeps nobody from reading.
 */
class SettledReadingTest {
  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void whoWaitsForWhatItHasReadToLastHoldsNoConnection(@TempDir Path directory) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ResourceHouse house = new ResourceHouse(directory)) {
      house.put("upstreams", "1", "{\"nodes\":{\"127.0.0.1:8000\":1}}");
      Scope scope =
          house.unitOfWork.inTransaction(
              () -> house.groups.find(ResourceHouse.GROUP).orElseThrow().scope());
      List<Thread> threads = new ArrayList<>();
      threads.add(Thread.ofPlatform().start(() -> write(house, begun, end)));
      begun.await();
      for (int i = 0; i < TestDatabase.CONNECTIONS; i++) {
        threads.add(Thread.ofPlatform().start(() -> read(house, scope)));
      }
      for (Thread thread : threads) {
        while (thread.getState() == Thread.State.RUNNABLE
            || thread.getState() == Thread.State.NEW) {
          Thread.onSpinWait();
        }
      }

      house.unitOfWork.inTransaction(() -> house.groups.find(ResourceHouse.GROUP));
      order.add("somebody has read");
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    List<String> expected = new ArrayList<>(List.of("somebody has read", "it is written"));
    for (int i = 0; i < TestDatabase.CONNECTIONS; i++) {
      expected.add("it lasts");
    }
    assertEquals(expected, order);
  }

  private void write(ResourceHouse house, CountDownLatch begun, CountDownLatch end) {
    house.unitOfWork.inTransaction(
        () -> {
          house.groups.lock(ResourceHouse.GROUP);
          begun.countDown();
          awaited(end);
          return order.add("it is written");
        });
  }

  private void read(ResourceHouse house, Scope scope) {
    house.unitOfWork.inTransaction(() -> house.resources.changedSince(scope, Revision.NONE));
    order.add("it lasts");
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
