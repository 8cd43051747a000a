package io.claviger.application.feed;

import static java.util.Objects.requireNonNull;

import io.claviger.domain.shared.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest state of every key of a group, by key and by revision. Not safe for use by several
 * threads at once; its feed guards it.
 */
final class Snapshot {
  private final SortedMap<String, byte[]> standing;
  private final NavigableMap<String, Delivery> byKey = new TreeMap<>();
  private final NavigableMap<Revision, Delivery> byRevision = new TreeMap<>();

  /**
   * @param standing entries that are there beside those of the group
   */
  Snapshot(SortedMap<String, byte[]> standing) {
    this.standing = standing;
  }

  void apply(Collection<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      Delivery before = byKey.put(delivery.key(), delivery);
      if (before != null) {
        byRevision.remove(before.revision());
      }
      byRevision.put(delivery.revision(), delivery);
    }
  }

  /** Forgets the deletions up to a revision. */
  void forget(Revision upTo) {
    NavigableMap<Revision, Delivery> old = byRevision.headMap(upTo, true);
    List<Delivery> gone =
        old.values().stream().filter(delivery -> delivery.entry().isEmpty()).toList();
    gone.forEach(
        delivery -> {
          byKey.remove(delivery.key());
          byRevision.remove(delivery.revision());
        });
  }

  Revision revision() {
    return byRevision.isEmpty() ? Revision.NONE : byRevision.lastKey();
  }

  /** All of it, those that are gone included. */
  List<Delivery> deliveries() {
    return List.copyOf(byKey.values());
  }

  /** The entries of the keys that exist, in ascending order of the keys. */
  List<byte[]> entries(KeyRange range) {
    NavigableMap<String, byte[]> others = new TreeMap<>(standing);
    others.keySet().removeIf(key -> !range.contains(key));
    List<byte[]> entries = new ArrayList<>();
    for (Delivery delivery : byKey.tailMap(range.from(), true).values()) {
      if (!range.contains(delivery.key())) {
        break;
      }
      while (!others.isEmpty() && others.firstKey().compareTo(delivery.key()) < 0) {
        entries.add(requireNonNull(others.pollFirstEntry()).getValue());
      }
      delivery.entry().ifPresent(entries::add);
    }
    entries.addAll(others.values());
    return entries;
  }

  /** The next changes after a revision, oldest first. */
  Batch after(Revision revision, KeyRange range) {
    return Batch.of(revision, byRevision.tailMap(revision, false).values(), range);
  }

  long keys() {
    return byKey.values().stream().filter(delivery -> delivery.entry().isPresent()).count();
  }
}
