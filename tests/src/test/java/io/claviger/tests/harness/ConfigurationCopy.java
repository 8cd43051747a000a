package io.claviger.tests.harness;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The entries that a data plane holds, by key. A message that is not newer changes nothing. */
final class ConfigurationCopy {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, WireEntry> entries = new TreeMap<>();
  private final Map<String, Long> readAt = new HashMap<>();

  Map<String, WireEntry> entries() {
    lock.lock();
    try {
      return new TreeMap<>(entries);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the entries become what they should in time. */
  boolean await(Predicate<Map<String, WireEntry>> condition, Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!condition.test(entries)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Has those who wait look again. */
  void touch() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A directory was read as a whole. */
  void replace(String directory, List<WireEntry> read, long revision) {
    lock.lock();
    try {
      entries.keySet().removeIf(known -> directory(known).equals(directory));
      read.forEach(entry -> entries.put(entry.key(), entry));
      readAt.put(directory, revision);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param revision of the message's header
   */
  void apply(List<JsonObject> events, long revision) {
    lock.lock();
    try {
      events.forEach(event -> apply(event, revision));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void apply(JsonObject event, long revision) {
    JsonObject kv = event.getJsonObject("kv");
    String key = WireEntry.key(kv);
    if (revision > readAt.getOrDefault(directory(key), 0L)) {
      if (event.containsKey("type")) {
        entries.remove(key);
      } else {
        entries.put(key, WireEntry.of(kv));
      }
    }
  }

  /** The name between the second and the third slash. */
  static String directory(String key) {
    return key.split("/", 4)[2];
  }
}
