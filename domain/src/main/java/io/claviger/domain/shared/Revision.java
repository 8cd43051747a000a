package io.claviger.domain.shared;

/**
 * The position of a change in its group: 0 before the first, then one more per changed resource.
 * Data planes print it with 14 significant digits, so it stays below 10^14.
 */
public record Revision(long value) implements Comparable<Revision> {
  public static final Revision NONE = new Revision(0);
  private static final long LIMIT = 100_000_000_000_000L;

  public Revision {
    if (!inRange(value)) {
      throw new IllegalArgumentException("revision out of range: " + value);
    }
  }

  public static boolean inRange(long value) {
    return value >= 0 && value < LIMIT;
  }

  public Revision next() {
    return new Revision(value + 1);
  }

  public boolean isAfter(Revision other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
