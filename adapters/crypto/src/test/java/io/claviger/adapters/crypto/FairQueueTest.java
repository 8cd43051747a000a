package io.claviger.adapters.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.access.SourceNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(6, 3);

  @Test
  void sourcesAreServedInTurn() throws Exception {
    taken("loud", "loud1", "loud2", "loud3");
    taken("quiet", "quiet1");
    taken("other", "other1", "other2");
    assertEquals(List.of("loud1", "quiet1", "other1", "loud2", "other2", "loud3"), takeAll());
  }

  @Test
  void aSourceThatWaitsForMuchGetsNoMoreThanItsShare() {
    taken("loud", "1", "2", "3");
    assertEquals(Optional.of("4"), offer("loud", "4"));
    taken("quiet", "5");
  }

  @Test
  void aFullQueueMakesRoomForASourceThatWaitsForLess() throws Exception {
    taken("a", "1", "2", "3");
    taken("b", "4", "5", "6");
    assertEquals(1, Stream.of("3", "6").filter(offer("c", "7").orElseThrow()::equals).count());
    assertEquals(6, queue.size());
    assertTrue(takeAll().contains("7"));
  }

  @Test
  void aFullQueueOfSourcesThatWaitForOneEachTakesNothingMore() {
    for (int i = 0; i < 6; i++) {
      taken("source " + i, "item " + i);
    }
    assertEquals(Optional.of("one more"), offer("another", "one more"));
  }

  @Test
  void anIpv6NetworkIsOneSource() {
    taken("2001:db8:0:1:0:0:0:1", "1");
    taken("2001:db8:0:1:0:0:0:2", "2", "3");
    assertEquals(Optional.of("4"), offer("2001:db8:0:1:9:9:9:9", "4"));
    taken("2001:db8:0:2:0:0:0:1", "5");
  }

  @Test
  void whatIsTakenBackMakesRoom() throws Exception {
    taken("a", "1", "2", "3");
    queue.remove(SourceNetwork.of("a"), "2");
    queue.remove(SourceNetwork.of("a"), "not there");
    taken("a", "4");
    assertEquals(List.of("1", "3", "4"), takeAll());
  }

  @Test
  void whatIsTakenBackLastLeavesNothingBehind() throws Exception {
    taken("a", "1");
    queue.remove(SourceNetwork.of("a"), "1");
    assertEquals(0, queue.size());
    taken("b", "2");
    assertEquals(List.of("2"), takeAll());
  }

  @Test
  void drainingTakesAll() {
    taken("a", "1", "2");
    taken("b", "3");
    assertEquals(List.of("1", "2", "3"), queue.drain());
    assertEquals(0, queue.size());
  }

  private void taken(String source, String... items) {
    for (String item : items) {
      assertEquals(Optional.empty(), offer(source, item));
    }
  }

  private Optional<String> offer(String source, String item) {
    return queue.offer(SourceNetwork.of(source), item);
  }

  private List<String> takeAll() throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (queue.size() > 0) {
      taken.add(queue.take());
    }
    return taken;
  }
}
