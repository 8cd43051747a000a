package io.claviger.domain.keyring;

/**
 * Names a data key inside its keyring, and travels in every ciphertext: 16 lower-case hex digits.
 */
public record KeyId(String value) {
  public static final String FORM = "[0-9a-f]{16}";

  public KeyId {
    if (!value.matches(FORM)) {
      throw new IllegalArgumentException("a key id is 16 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
