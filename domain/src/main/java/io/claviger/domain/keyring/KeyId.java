package io.claviger.domain.keyring;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names a key inside its keyring, and that of a data key travels in every sealed value: 16
 * lower-case hex digits.
 */
public record KeyId(String value) {
  public static final String FORM = "[0-9a-f]{16}";

  public KeyId {
    if (!value.matches(FORM)) {
      throw new IllegalArgumentException("a key id is 16 lower-case hex digits");
    }
  }

  /** 64 random bits. */
  public static KeyId random(RandomGenerator random) {
    return new KeyId(HexFormat.of().toHexDigits(random.nextLong()));
  }

  @Override
  public String toString() {
    return value;
  }
}
