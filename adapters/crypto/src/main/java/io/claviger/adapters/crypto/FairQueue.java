package io.claviger.adapters.crypto;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue that serves its sources in turn: one item of each, in the order in which each
 * source's items came. A source that sends much waits for itself.
 */
final class FairQueue<T> {
  private final int capacity;
  private final int perSource;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();

  /** The source to serve next is the first. None of the queues is empty. */
  private final Map<String, Queue<T>> bySource = new LinkedHashMap<>();

  private int size;

  FairQueue(int capacity, int perSource) {
    this.capacity = capacity;
    this.perSource = perSource;
  }

  /** False if the queue, or the source's share of it, is full. */
  boolean offer(String source, T item) {
    lock.lock();
    try {
      Queue<T> own = bySource.get(source);
      if (size >= capacity || (own != null && own.size() >= perSource)) {
        return false;
      }
      bySource.computeIfAbsent(source, s -> new ArrayDeque<>()).add(item);
      size++;
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
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
    String source = bySource.keySet().iterator().next();
    Queue<T> own = bySource.remove(source);
    T item = own.remove();
    if (!own.isEmpty()) {
      bySource.put(source, own);
    }
    size--;
    return item;
  }

  /** Takes an item back that nobody has taken yet. */
  void remove(String source, T item) {
    lock.lock();
    try {
      Queue<T> own = bySource.get(source);
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
