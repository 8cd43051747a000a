package io.claviger.domain.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: a value that reads the same again, or a refusal. */
class StrictJsonFuzzTest {
  private static final byte[] TOKENS =
      "{}[]:,\"\\u09-+.eE \n\ttruefalsn/\0\ud83d\ude00é".getBytes(UTF_8);
  private static final String DOCUMENT =
      """
      {"id":"r1","uri":"/é\\n\\u20ac😀","n":[0,-1.5e-3,1E+30,12345678901234567890],\
      "plugins":{"a":{"k":"\\ud83d\\ude00","on":true,"off":false,"none":null}},"":[[],{}]}""";

  @Test
  void randomBytesAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      readOrRefused(bytes);
    }
  }

  @Test
  void randomTokensAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = TOKENS[random.nextInt(TOKENS.length)];
      }
      readOrRefused(bytes);
    }
  }

  @Test
  void mutatedDocumentsAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(4);
    assertEquals(Optional.of(StrictJson.parse(DOCUMENT)), readOrRefused(DOCUMENT.getBytes(UTF_8)));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = DOCUMENT.getBytes(UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes = mutated(bytes, random);
      }
      readOrRefused(bytes);
    }
  }

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    int from = random.nextInt(bytes.length);
    int to = random.nextInt(from, bytes.length);
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[from] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[from] = TOKENS[random.nextInt(TOKENS.length)];
      case 2 -> System.arraycopy(bytes, from, changed, bytes.length - to, to - from);
      default -> changed = Arrays.copyOf(bytes, from + 1);
    }
    return changed;
  }

  private static Optional<JsonValue> readOrRefused(byte[] bytes) {
    JsonValue value;
    try {
      value = StrictJson.parse(bytes);
    } catch (RefusedException e) {
      assertInstanceOf(Refusal.Invalid.class, e.refusal());
      return Optional.empty();
    }
    assertEquals(value, StrictJson.parse(value.toString()));
    return Optional.of(value);
  }
}
