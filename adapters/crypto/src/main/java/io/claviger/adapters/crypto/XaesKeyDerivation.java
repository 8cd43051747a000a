package io.claviger.adapters.crypto;

import io.claviger.domain.shared.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * The key derivation of XAES-256-GCM (c2sp.org/XAES-256-GCM): NIST SP 800-108r1 in counter mode
 * over AES-CMAC. Each of its two messages is exactly one block, so that a CMAC (NIST SP 800-38B) is
 * one encryption of the message xor K1, and ECB over both is the whole derivation.
 */
final class XaesKeyDerivation {
  private static final int BLOCK = 16;
  private static final int HALF_NONCE = 12;

  /** The constant of the field GF(2^128) that SP 800-38B doubles in. */
  private static final int R128 = 0x87;

  private final CipherPool ciphers = new CipherPool("AES/ECB/NoPadding");

  /**
   * @param nonce whose first 12 bytes are taken
   * @return 32 bytes
   */
  Secret derive(Secret key, byte[] nonce) throws GeneralSecurityException {
    return ciphers.with(
        cipher -> {
          cipher.init(Cipher.ENCRYPT_MODE, key.reveal(LentKey::aes));
          byte[] subkey = cipher.doFinal(new byte[BLOCK]);
          timesX(subkey);
          byte[] messages = messages(nonce);
          for (int i = 0; i < messages.length; i++) {
            messages[i] ^= subkey[i % BLOCK];
          }
          Secret derived = Secret.of(cipher.doFinal(messages));
          Arrays.fill(subkey, (byte) 0);
          Arrays.fill(messages, (byte) 0);
          return derived;
        });
  }

  void forgetKeys() {
    ciphers.clear();
  }

  /** {@code i as uint16 ‖ 'X' ‖ 0 ‖ N[0..12]} for i = 1 and 2. */
  private static byte[] messages(byte[] nonce) {
    byte[] messages = new byte[2 * BLOCK];
    for (int i = 0; i < 2; i++) {
      int start = i * BLOCK;
      messages[start + 1] = (byte) (i + 1);
      messages[start + 2] = 'X';
      System.arraycopy(nonce, 0, messages, start + 4, HALF_NONCE);
    }
    return messages;
  }

  /** Without a branch on the secret bit. */
  private static void timesX(byte[] block) {
    int carry = (block[0] & 0x80) >>> 7;
    for (int i = 0; i < BLOCK - 1; i++) {
      block[i] = (byte) ((block[i] << 1) | ((block[i + 1] & 0x80) >>> 7));
    }
    block[BLOCK - 1] = (byte) ((block[BLOCK - 1] << 1) ^ (-carry & R128));
  }
}
