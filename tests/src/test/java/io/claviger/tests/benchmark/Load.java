package io.claviger.tests.benchmark;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes by several at a time, as fast as they are acknowledged. */
final class Load {
  static final int WRITERS = 8;

  /** So many writes it takes until a Java runtime has compiled their way. */
  static final int UNTIL_COMPILED = 12_000;

  private Load() {}

  /** Each number from the first on once: the same document again is no change to Claviger. */
  static void write(Side side, int first, int count) throws IOException {
    AtomicInteger next = new AtomicInteger(first);
    int end = first + count;
    Together.run(
        WRITERS,
        () -> {
          try (Side.Writer writer = side.writer()) {
            for (int key = next.getAndIncrement(); key < end; key = next.getAndIncrement()) {
              writer.put(key);
            }
          }
        });
  }
}
