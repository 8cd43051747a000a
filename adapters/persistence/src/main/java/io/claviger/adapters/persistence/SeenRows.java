package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.SetRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a transaction knows of the rows of sets, so that one which is replaced or deleted need not
 * be read a second time.
 */
final class SeenRows {
  private final Map<Key, Optional<SetRow>> rows = new HashMap<>();

  /** Resources that were not there when the transaction looked: nothing is stored of them. */
  private final Set<Object> absent = new HashSet<>();

  /** The tables that have rows of such a resource since. */
  private final Set<Key> begun = new HashSet<>();

  private record Key(Class<?> type, Object key) {}

  void there(SetRow row) {
    rows.put(new Key(row.getClass(), row.key()), Optional.of(row));
  }

  /** It was looked for, and is not there. */
  void missing(Class<?> type, Object key) {
    rows.put(new Key(type, key), Optional.empty());
    if (type.equals(ResourceRow.class)) {
      absent.add(key);
    }
  }

  void deleted(SetRow row) {
    rows.put(new Key(row.getClass(), row.key()), Optional.empty());
  }

  /** Whether it is known that the row is there, or that it is not. */
  boolean know(Class<?> type, Object key) {
    return rows.containsKey(new Key(type, key));
  }

  /** The row, if it is known and there. */
  Optional<SetRow> find(Class<?> type, Object key) {
    return rows.getOrDefault(new Key(type, key), Optional.empty());
  }

  /** Whether a table has no row of a resource yet; it is taken to have some from now on. */
  boolean begin(StoredKey resource, Class<?> type) {
    return absent.contains(resource) && begun.add(new Key(type, resource));
  }

  /** Others may have changed what was seen. */
  void forget() {
    rows.clear();
    absent.clear();
  }
}
