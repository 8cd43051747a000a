package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/**
 * Encrypts for people, each of whom has a key pair: CMS AuthEnvelopedData (RFC 5083) as PEM, which
 * {@code openssl cms -decrypt} opens.
 *
 * <p>Guarantees: only the private key opens an envelope, and one that was changed does not open.
 *
 * <p>Not guaranteed: who made an envelope; anybody who has the public key can.
 */
public interface Envelopes {
  /**
   * Looks at a public key, and nothing else of a certificate: neither its names nor its time count.
   *
   * @param where names it in a refusal
   * @param pem a public key or a certificate
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid} where it is neither, is
   *     weak, or cannot encrypt
   */
  Recipient recipient(String where, String pem);

  /** The bytes of the secret, as they are. */
  String enclose(Recipient recipient, Secret secret);

  /**
   * A key that was looked at.
   *
   * @param publicKey a SubjectPublicKeyInfo
   * @param fingerprint SHA-256 of the SubjectPublicKeyInfo, lower-case hex
   */
  record Recipient(byte[] publicKey, String fingerprint) {}
}
