package io.claviger.application.feed;

import static java.util.stream.Collectors.toMap;

import io.claviger.domain.shared.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The newest state of every key of a group, by key and by revision. Not safe for use by several
 * threads at once; its feed guards it.
 */
final class Snapshot {
  private final NavigableMap<String, Delivery> byKey = new TreeMap<>();
  private final NavigableMap<Revision, Delivery> byRevision = new TreeMap<>();

  void apply(Collection<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      Delivery before = byKey.put(delivery.key(), delivery);
      if (before != null) {
        byRevision.remove(before.revision());
      }
      byRevision.put(delivery.revision(), delivery);
    }
  }

  Revision revision() {
    return byRevision.isEmpty() ? Revision.NONE : byRevision.lastKey();
  }

  /** A key whose stored state is not the one here, though its revision is no newer. */
  Optional<String> contradiction(Collection<Delivery> stored) {
    Map<String, Delivery> byStoredKey =
        stored.stream().collect(toMap(Delivery::key, Function.identity()));
    return byKey.values().stream()
        .filter(served -> !served.isFollowedBy(byStoredKey.get(served.key())))
        .map(Delivery::key)
        .findFirst();
  }

  /** The entries of the keys that exist, in ascending order of the keys. */
  List<byte[]> entries(KeyRange range) {
    List<byte[]> entries = new ArrayList<>();
    for (Delivery delivery : byKey.tailMap(range.from(), true).values()) {
      if (!range.contains(delivery.key())) {
        break;
      }
      delivery.entry().ifPresent(entries::add);
    }
    return entries;
  }

  /** What changed after a revision, oldest first. */
  Collection<Delivery> after(Revision revision) {
    return byRevision.tailMap(revision, false).values();
  }

  long keys() {
    return byKey.values().stream().filter(delivery -> delivery.entry().isPresent()).count();
  }
}
