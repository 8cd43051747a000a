package io.claviger.domain.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomUuidTest {
  @Test
  void itIsOfVersion4AndComesFromTheGenerator() {
    RandomGenerator random = new SplittableRandom(7);
    UUID first = RandomUuid.of(random);
    UUID second = RandomUuid.of(random);

    assertNotEquals(first, second);
    assertEquals(first, RandomUuid.of(new SplittableRandom(7)));
    for (UUID id : new UUID[] {first, second}) {
      assertEquals(4, id.version());
      assertEquals(2, id.variant());
    }
  }

  @Test
  void everyOtherBitIsRandom() {
    assertEquals("ffffffff-ffff-4fff-bfff-ffffffffffff", RandomUuid.of(() -> -1).toString());
    assertEquals("00000000-0000-4000-8000-000000000000", RandomUuid.of(() -> 0).toString());
  }
}
