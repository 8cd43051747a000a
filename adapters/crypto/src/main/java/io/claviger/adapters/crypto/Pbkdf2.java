package io.claviger.adapters.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * PBKDF2-HMAC-SHA-256 (RFC 8018, section 5.2) for one block of output, over bytes: the JDK's own
 * takes characters only, and a token's secret is not text. It is as fast as the JDK's.
 */
final class Pbkdf2 {
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

  private Pbkdf2() {}

  /**
   * @return 32 bytes
   */
  static byte[] derive(byte[] password, byte[] salt, int iterations) {
    try {
      return derive(HmacSha256.keyed(password), salt, iterations);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 does not work on this Java runtime", e);
    }
  }

  private static byte[] derive(Mac mac, byte[] salt, int iterations)
      throws GeneralSecurityException {
    mac.update(salt);
    byte[] last = mac.doFinal(FIRST_BLOCK);
    byte[] sum = last.clone();
    for (int i = 1; i < iterations; i++) {
      mac.update(last);
      mac.doFinal(last, 0);
      for (int j = 0; j < sum.length; j++) {
        sum[j] ^= last[j];
      }
    }
    return sum;
  }
}
