package io.claviger.domain.shared;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 4 (RFC 9562, section 5.4) from a generator that is handed in. */
public final class RandomUuid {
  private static final long VERSION_MASK = 0xf000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private RandomUuid() {}

  /** 122 random bits. */
  public static UUID of(RandomGenerator random) {
    return new UUID(
        (random.nextLong() & ~VERSION_MASK) | VERSION_4,
        (random.nextLong() & ~VARIANT_MASK) | VARIANT);
  }
}
