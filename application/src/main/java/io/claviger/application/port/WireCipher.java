package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/**
 * APISIX's own encryption of fields between control plane and data plane: AES-CBC with PKCS#7
 * padding, the key's own bytes as IV, standard base64.
 *
 * <p>Not guaranteed: integrity, and that equal plaintexts look different. It is used only inside
 * mTLS, because APISIX reads private keys in no other encrypted form; never at rest.
 */
public interface WireCipher {
  /**
   * @param key 16 or 32 ASCII characters
   */
  String encrypt(Secret key, Secret plaintext);

  /**
   * Whether APISIX would take a ciphertext for one under this key: whether its padding fits. By
   * chance it does so for one ciphertext in about 256 that is under another key, and what comes out
   * then is garbage.
   */
  boolean fits(Secret key, String ciphertext);
}
