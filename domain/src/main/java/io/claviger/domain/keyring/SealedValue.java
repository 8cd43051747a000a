package io.claviger.domain.keyring;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ciphertext and the key that opens it: {@code cvg1.<key id>.<base64url(nonce ‖ ciphertext ‖
 * tag)>}, unpadded. It says nothing about its place; that is in the associated data.
 */
public record SealedValue(KeyId key, byte[] body) {
  public static final String PREFIX = "cvg1.";
  private static final Pattern FORM = Pattern.compile("cvg1\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]+)");

  /**
   * @throws IllegalArgumentException if the text is not exactly what {@link #toString} makes
   */
  public static SealedValue parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a sealed value");
    }
    SealedValue value =
        new SealedValue(
            new KeyId(matcher.group(1)), Base64.getUrlDecoder().decode(matcher.group(2)));
    if (!value.toString().equals(text)) {
      throw new IllegalArgumentException("not a canonical sealed value");
    }
    return value;
  }

  /** Whether a string claims to be a sealed value; it may still be a malformed one. */
  public static boolean looksLike(String text) {
    return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedValue(KeyId otherKey, byte[] otherBody)
        && key.equals(otherKey)
        && Arrays.equals(body, otherBody);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return PREFIX + key + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(body);
  }
}
