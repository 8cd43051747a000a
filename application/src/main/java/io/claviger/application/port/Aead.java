package io.claviger.application.port;

import io.claviger.domain.shared.Secret;
import java.util.Optional;

/**
 * Authenticated encryption with associated data, XAES-256-GCM (C2SP). Keys are 32 bytes.
 *
 * <p>Guarantees: a ciphertext opens only under its key and with its associated data; random nonces
 * are safe for 2^80 messages under one key. Not guaranteed: the length is not hidden.
 */
public interface Aead {
  /**
   * Seals under a fresh random nonce.
   *
   * @return nonce (24 bytes) ‖ ciphertext ‖ tag (16 bytes)
   */
  byte[] seal(Secret key, Secret plaintext, byte[] associatedData);

  /** Empty for every failure alike. */
  Optional<Secret> open(Secret key, byte[] sealed, byte[] associatedData);
}
