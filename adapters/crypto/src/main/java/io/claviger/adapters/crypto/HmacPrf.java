package io.claviger.adapters.crypto;

import io.claviger.application.port.Prf;
import io.claviger.domain.shared.Secret;
import java.util.Arrays;

/** HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869) over it. */
public final class HmacPrf implements Prf {
  /** RFC 5869, section 2.2: without a salt, as many zeros as the hash is long. */
  private static final byte[] NO_SALT = new byte[HmacSha256.BYTES];

  private static final byte[] FIRST_BLOCK = {1};

  @Override
  public byte[] hmac(Secret key, byte[]... parts) {
    return key.reveal(bytes -> HmacSha256.of(bytes, parts));
  }

  @Override
  public Secret derive(Secret inputKey, byte[] info) {
    byte[] pseudorandomKey = inputKey.reveal(bytes -> HmacSha256.of(NO_SALT, bytes));
    try {
      return Secret.of(HmacSha256.of(pseudorandomKey, info, FIRST_BLOCK));
    } finally {
      Arrays.fill(pseudorandomKey, (byte) 0);
    }
  }
}
