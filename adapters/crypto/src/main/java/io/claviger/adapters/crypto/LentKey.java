package io.claviger.adapters.crypto;

import javax.crypto.SecretKey;

/**
 * A key over an array that somebody else owns and wipes. The JDK's {@code SecretKeySpec} keeps a
 * copy of its own that cannot be wiped; the copies that {@link #getEncoded} hands out are wiped by
 * the JDK's ciphers and MACs when they are initialised.
 */
record LentKey(String algorithm, byte[] bytes) implements SecretKey {
  static LentKey aes(byte[] bytes) {
    return new LentKey("AES", bytes);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "LentKey[redacted]";
  }
}
