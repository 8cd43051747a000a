package io.claviger.domain.credential;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PBKDF2-HMAC-SHA-256 (RFC 8018) of a password or a token's secret, as a PHC string: {@code
 * $pbkdf2-sha256$i=<iterations>$<salt>$<hash>}, standard base64 without padding. The cost is in the
 * string, so that it can grow.
 *
 * @param salt 16 bytes
 * @param hash 32 bytes
 */
public record PasswordHash(int iterations, byte[] salt, byte[] hash) {
  /** OWASP's figure for PBKDF2-HMAC-SHA-256. */
  public static final int PASSWORD_ITERATIONS = 600_000;

  /** For secrets of 256 random bits, which nobody guesses. */
  public static final int TOKEN_ITERATIONS = 10_000;

  public static final int SALT_BYTES = 16;
  public static final int HASH_BYTES = 32;
  private static final int MAX_ITERATIONS = 10_000_000;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2-sha256\\$i=([1-9][0-9]{0,7})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  public PasswordHash {
    if (iterations < 1
        || iterations > MAX_ITERATIONS
        || salt.length != SALT_BYTES
        || hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("not a PBKDF2-HMAC-SHA-256 hash of this program");
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not exactly what {@link #toString} makes
   */
  public static PasswordHash parse(String phc) {
    Matcher matcher = FORM.matcher(phc);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a PHC string of this program");
    }
    PasswordHash parsed =
        new PasswordHash(
            Integer.parseInt(matcher.group(1)),
            Base64.getDecoder().decode(matcher.group(2)),
            Base64.getDecoder().decode(matcher.group(3)));
    if (!parsed.toString().equals(phc)) {
      throw new IllegalArgumentException("not a canonical PHC string");
    }
    return parsed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash(int i, byte[] s, byte[] h)
        && iterations == i
        && Arrays.equals(salt, s)
        && Arrays.equals(hash, h);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i="
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
