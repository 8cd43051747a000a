package io.claviger.adapters.crypto;

import io.claviger.domain.access.SourceNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue that serves its sources in turn: one item of each, in the order in which each
 * source's items came. A source that sends much waits for itself, and one that waits for less than
 * another gets in even where the queue is full.
 */
final class FairQueue<T> {
  private final int capacity;
  private final int perSource;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();

  /** The source to serve next is the first. None of the queues is empty. */
  private final Map<SourceNetwork, Deque<T>> bySource = new LinkedHashMap<>();

  private int size;

  FairQueue(int capacity, int perSource) {
    this.capacity = capacity;
    this.perSource = perSource;
  }

  /**
   * Takes an item in. A full queue makes room by putting out what came last of the source that
   * waits for most.
   *
   * @return what is put out: nothing, or another item, or this one if its source has its share
   */
  Optional<T> offer(SourceNetwork source, T item) {
    lock.lock();
    try {
      int own = waiting(source);
      if (own >= perSource) {
        return Optional.of(item);
      }
      Optional<T> out = Optional.empty();
      if (size >= capacity) {
        Deque<T> longest = Collections.max(bySource.values(), Comparator.comparingInt(Deque::size));
        if (longest.size() <= own + 1) {
          return Optional.of(item);
        }
        out = Optional.of(longest.removeLast());
        size--;
      }
      bySource.computeIfAbsent(source, s -> new ArrayDeque<>()).add(item);
      size++;
      notEmpty.signal();
      return out;
    } finally {
      lock.unlock();
    }
  }

  private int waiting(SourceNetwork source) {
    Deque<T> own = bySource.get(source);
    return own == null ? 0 : own.size();
  }

  /** Waits for an item. */
  T take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0) {
        notEmpty.await();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private T next() {
    SourceNetwork source = bySource.keySet().iterator().next();
    Deque<T> own = bySource.remove(source);
    T item = own.remove();
    if (!own.isEmpty()) {
      bySource.put(source, own);
    }
    size--;
    return item;
  }

  /** Takes an item back that nobody has taken yet. */
  void remove(SourceNetwork source, T item) {
    lock.lock();
    try {
      Deque<T> own = bySource.get(source);
      if (own != null && own.remove(item)) {
        size--;
        bySource.computeIfPresent(source, (s, queue) -> queue.isEmpty() ? null : queue);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes all items out. */
  List<T> drain() {
    lock.lock();
    try {
      List<T> all = new ArrayList<>();
      bySource.values().forEach(all::addAll);
      bySource.clear();
      size = 0;
      return all;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
