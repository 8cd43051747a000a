package io.claviger.adapters.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(6, 3);

  @Test
  void sourcesAreServedInTurn() throws Exception {
    offer("loud", "loud1", "loud2", "loud3");
    offer("quiet", "quiet1");
    offer("other", "other1", "other2");
    assertEquals(List.of("loud1", "quiet1", "other1", "loud2", "other2", "loud3"), takeAll());
  }

  @Test
  void aSourceThatWaitsForMuchGetsNoMoreThanItsShare() {
    offer("loud", "1", "2", "3");
    assertFalse(queue.offer("loud", "4"));
    assertTrue(queue.offer("quiet", "5"));
  }

  @Test
  void aFullQueueTakesNothingMore() {
    offer("a", "1", "2", "3");
    offer("b", "4", "5", "6");
    assertFalse(queue.offer("c", "7"));
  }

  @Test
  void whatIsTakenBackMakesRoom() throws Exception {
    offer("a", "1", "2", "3");
    queue.remove("a", "2");
    queue.remove("a", "not there");
    assertTrue(queue.offer("a", "4"));
    assertEquals(List.of("1", "3", "4"), takeAll());
  }

  @Test
  void whatIsTakenBackLastLeavesNothingBehind() throws Exception {
    offer("a", "1");
    queue.remove("a", "1");
    assertEquals(0, queue.size());
    offer("b", "2");
    assertEquals(List.of("2"), takeAll());
  }

  @Test
  void drainingTakesAll() {
    offer("a", "1", "2");
    offer("b", "3");
    assertEquals(List.of("1", "2", "3"), queue.drain());
    assertEquals(0, queue.size());
  }

  private void offer(String source, String... items) {
    for (String item : items) {
      assertTrue(queue.offer(source, item));
    }
  }

  private List<String> takeAll() throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (queue.size() > 0) {
      taken.add(queue.take());
    }
    return taken;
  }
}
