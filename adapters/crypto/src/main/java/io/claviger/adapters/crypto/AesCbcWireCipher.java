package io.claviger.adapters.crypto;

import io.claviger.application.port.WireCipher;
import io.claviger.domain.shared.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.BadPaddingException;
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
    byte[] ciphertext =
        lent(key, k -> plaintext.reveal(p -> run(Cipher.ENCRYPT_MODE, k, p).orElseThrow()));
    return Base64.getEncoder().encodeToString(ciphertext);
  }

  /** Lets go of what it keeps of the keys that it has worked with. */
  public void forgetKeys() {
    ciphers.clear();
  }

  @Override
  public boolean fits(Secret key, String ciphertext) {
    byte[] bytes = Base64.getDecoder().decode(ciphertext);
    Optional<byte[]> decrypted = lent(key, k -> run(Cipher.DECRYPT_MODE, k, bytes));
    decrypted.ifPresent(plaintext -> Arrays.fill(plaintext, (byte) 0));
    return decrypted.isPresent();
  }

  private static <T> T lent(Secret key, Function<byte[], T> use) {
    if (key.length() != SHORT_KEY && key.length() != LONG_KEY) {
      throw new IllegalArgumentException("a wire key has 16 or 32 bytes");
    }
    return key.reveal(use);
  }

  /** Empty if the padding does not fit. */
  private Optional<byte[]> run(int mode, byte[] key, byte[] text) {
    try {
      return ciphers.with(
          cipher -> {
            cipher.init(mode, LentKey.aes(key), new IvParameterSpec(key, 0, IV_BYTES));
            return result(cipher, text);
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC does not work on this Java runtime", e);
    }
  }

  private static Optional<byte[]> result(Cipher cipher, byte[] text)
      throws GeneralSecurityException {
    try {
      return Optional.of(cipher.doFinal(text));
    } catch (BadPaddingException e) {
      return Optional.empty();
    }
  }
}
