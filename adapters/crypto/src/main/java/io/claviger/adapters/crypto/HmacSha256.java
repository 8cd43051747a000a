package io.claviger.adapters.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** HMAC-SHA-256 (RFC 2104) of the JDK. */
final class HmacSha256 {
  static final int BYTES = 32;

  private static final String NAME = "HmacSHA256";

  /** Without a key. To copy it takes a fraction of what it takes to look the algorithm up. */
  private static final Mac BLANK = blank();

  private HmacSha256() {}

  private static Mac blank() {
    try {
      Mac blank = Mac.getInstance(NAME);
      // Has it choose its provider now, and not when several threads copy it first.
      blank.getProvider();
      return blank;
    } catch (GeneralSecurityException e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Exception e) {
    return new IllegalStateException("HMAC-SHA-256 does not work on this Java runtime", e);
  }

  /** A MAC under the key, which it does not keep as it is. */
  static Mac keyed(byte[] key) {
    // HMAC fills a key up with zeros, so that the empty one, which not every provider takes, is
    // the same as a single zero.
    byte[] usable = key.length == 0 ? new byte[1] : key;
    try {
      Mac mac = (Mac) BLANK.clone();
      mac.init(new LentKey(NAME, usable));
      return mac;
    } catch (CloneNotSupportedException | GeneralSecurityException e) {
      throw broken(e);
    }
  }

  static byte[] of(byte[] key, byte[]... parts) {
    Mac mac = keyed(key);
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
