package io.claviger.tests.harness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts as {@code apisix/core/data_encryption.lua} does with {@code data_encryption.keyring}: by
 * AES-128-CBC with the key as its own IV, under the first key whose padding fits.
 */
public record ApisixKeyring(List<String> keys) {
  /** Empty if no padding fits; garbage if that of a wrong key does. */
  public Optional<String> decrypt(String ciphertext) {
    byte[] bytes = Base64.getDecoder().decode(ciphertext);
    return keys.stream().flatMap(key -> decrypt(key, bytes).stream()).findFirst();
  }

  private static Optional<String> decrypt(String text, byte[] ciphertext) {
    byte[] key = text.getBytes(StandardCharsets.US_ASCII);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
      return Optional.of(new String(cipher.doFinal(ciphertext), StandardCharsets.UTF_8));
    } catch (BadPaddingException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no ciphertext of AES-CBC, or no key", e);
    }
  }
}
