package io.claviger.adapters.crypto;

import static java.util.Objects.requireNonNull;

import io.claviger.application.port.Aead;
import io.claviger.domain.shared.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * XAES-256-GCM (c2sp.org/XAES-256-GCM): AES-256-GCM under a key derived per message from the first
 * half of a 24-byte nonce, with the second half as GCM's nonce.
 */
public final class XaesGcmAead implements Aead {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 24;
  private static final int HALF_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final RandomGenerator random;
  private final XaesKeyDerivation derivation = new XaesKeyDerivation();
  private final CipherPool ciphers = new CipherPool("AES/GCM/NoPadding");

  /**
   * @param random of nonces: cryptographically strong, safe for use by many threads
   */
  public XaesGcmAead(RandomGenerator random) {
    this.random = requireNonNull(random);
  }

  /**
   * @throws IllegalArgumentException if the key is not of 32 bytes
   */
  @Override
  public byte[] seal(Secret key, Secret plaintext, byte[] associatedData) {
    if (key.length() != KEY_BYTES) {
      throw new IllegalArgumentException("an XAES-256-GCM key has 32 bytes");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + plaintext.length() + TAG_BYTES);
    plaintext.revealTo(bytes -> encrypt(key, bytes, associatedData, sealed));
    return sealed;
  }

  @Override
  public Optional<Secret> open(Secret key, byte[] sealed, byte[] associatedData) {
    if (key.length() != KEY_BYTES || sealed.length < NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Secret.of(decrypt(key, sealed, associatedData)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not work on this Java runtime", e);
    }
  }

  /** Lets go of what it keeps of the keys that it has worked with. */
  public void forgetKeys() {
    derivation.forgetKeys();
    ciphers.clear();
  }

  /** Writes ciphertext and tag behind the nonce that {@code sealed} begins with. */
  private void encrypt(Secret key, byte[] plaintext, byte[] associatedData, byte[] sealed) {
    try (Secret derived = derivation.derive(key, sealed)) {
      ciphers.with(
          cipher -> {
            prepare(cipher, Cipher.ENCRYPT_MODE, derived, sealed, associatedData);
            return cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_BYTES);
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not work on this Java runtime", e);
    }
  }

  private byte[] decrypt(Secret key, byte[] sealed, byte[] associatedData)
      throws GeneralSecurityException {
    try (Secret derived = derivation.derive(key, sealed)) {
      return ciphers.with(
          cipher -> {
            prepare(cipher, Cipher.DECRYPT_MODE, derived, sealed, associatedData);
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
          });
    }
  }

  private static void prepare(
      Cipher cipher, int mode, Secret derived, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    GCMParameterSpec parameters =
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, HALF_BYTES, HALF_BYTES);
    cipher.init(mode, derived.reveal(LentKey::aes), parameters);
    cipher.updateAAD(associatedData);
  }
}
