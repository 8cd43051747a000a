package io.claviger.adapters.crypto;

import io.claviger.application.port.WireCipher;
import io.claviger.domain.shared.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/** APISIX's format by the JDK's AES. The IV is the first 16 bytes of a 32-byte key. */
public final class AesCbcWireCipher implements WireCipher {
  private static final int SHORT_KEY = 16;
  private static final int LONG_KEY = 32;
  private static final int IV_BYTES = 16;

  private final CipherPool ciphers = new CipherPool("AES/CBC/PKCS5Padding");

  /**
   * @throws IllegalArgumentException if the key has neither 16 nor 32 bytes
   */
  @Override
  public String encrypt(Secret key, Secret plaintext) {
    if (key.length() != SHORT_KEY && key.length() != LONG_KEY) {
      throw new IllegalArgumentException("a wire key has 16 or 32 bytes");
    }
    byte[] ciphertext = key.reveal(k -> plaintext.reveal(p -> encrypt(k, p)));
    return Base64.getEncoder().encodeToString(ciphertext);
  }

  /** Lets go of what it keeps of the keys that it has worked with. */
  public void forgetKeys() {
    ciphers.clear();
  }

  private byte[] encrypt(byte[] key, byte[] plaintext) {
    try {
      return ciphers.with(
          cipher -> {
            IvParameterSpec iv = new IvParameterSpec(key, 0, IV_BYTES);
            cipher.init(Cipher.ENCRYPT_MODE, LentKey.aes(key), iv);
            return cipher.doFinal(plaintext);
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC does not work on this Java runtime", e);
    }
  }
}
