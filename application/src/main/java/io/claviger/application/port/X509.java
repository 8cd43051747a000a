package io.claviger.application.port;

import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.shared.Secret;
import java.time.Instant;
import java.util.List;

/**
 * Issues certificates. Keys are P-256 and travel as PKCS#8 PEM; certificates as PEM.
 *
 * <p>Guarantees: of a certificate request only the public key is taken; a leaf for a data plane has
 * exactly one URI SAN and the extended key usage clientAuth only.
 */
public interface X509 {
  /** A self-signed authority that may sign leaves only, for ten years. */
  Issued createAuthority(String commonName, Instant now);

  /** A leaf for serverAuth, for names that are DNS names or IP addresses. */
  Issued issueServer(Authority authority, List<String> names, Instant from, Instant to);

  /** A self-signed leaf for serverAuth. */
  Issued selfSigned(List<String> names, Instant from, Instant to);

  /** A self-signed leaf for the same key and the same subject, for another time. */
  Leaf renewSelfSigned(Authority self, List<String> names, Instant from, Instant to);

  /**
   * A leaf for a data plane's key.
   *
   * @param csr PKCS#10, PEM, at most 8 KiB, P-256 or RSA of 2048 to 4096 bits, its signature valid,
   *     and without a wish for what a leaf does not get; {@code RefusedException} with {@code
   *     Invalid} otherwise
   */
  Leaf issueInstance(Authority authority, byte[] csr, SpiffeId identity, Instant from, Instant to);

  /** As {@link #issueInstance}, with a new key. */
  Issued issueInstanceWithKey(Authority authority, SpiffeId identity, Instant from, Instant to);

  /** SHA-256 of a certificate's DER in upper-case hex with colons, as browsers show it. */
  String fingerprint(String certificatePem);

  /** When a certificate ends. */
  Instant expiry(String certificatePem);

  record Authority(String certificatePem, Secret keyPem) {}

  /**
   * @param serial lower-case hex
   * @param keyHash SHA-256 of the SubjectPublicKeyInfo, lower-case hex
   */
  record Leaf(String certificatePem, String serial, String keyHash) {}

  record Issued(Leaf leaf, Secret keyPem) {}
}
