package io.claviger.application.feed;

import io.claviger.application.feed.ChangeFeed.Next;
import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.shared.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Changes in order of revision that fit into one message.
 *
 * @param after what a follower holds to whom these are the next
 * @param last what it holds then
 * @param deliveries those in its range, at most {@value #MAX_EVENTS}
 */
record Batch(Revision after, Revision last, List<Delivery> deliveries) {
  private static final int MAX_EVENTS = 1000;
  private static final int MAX_BYTES = 1 << 20;

  /**
   * As many of the changes as fit; at least one, however long it is.
   *
   * @param changes what came after, all keys, in order of revision
   */
  static Batch of(Revision after, Collection<Delivery> changes, KeyRange range) {
    List<Delivery> deliveries = new ArrayList<>();
    Revision last = after;
    int bytes = 0;
    for (Delivery change : changes) {
      if (deliveries.size() >= MAX_EVENTS || bytes >= MAX_BYTES) {
        break;
      }
      if (range.contains(change.key())) {
        deliveries.add(change);
        bytes += change.size();
      }
      last = change.revision();
    }
    return new Batch(after, last, List.copyOf(deliveries));
  }

  Next encode(DeliveryEncoder encoder) {
    return new Next(
        last,
        deliveries.isEmpty()
            ? List.of()
            : encoder.frame(
                last, deliveries.stream().map(delivery -> delivery.event(encoder)).toList()));
  }
}
