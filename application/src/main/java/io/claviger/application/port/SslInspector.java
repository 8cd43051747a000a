package io.claviger.application.port;

import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;

/** Looks into the certificates and keys that operators bring. */
public interface SslInspector {
  /**
   * Checks a certificate chain and its key.
   *
   * <p>Refused ({@code Invalid}, naming the pointer): what is no PEM; a key that does not belong to
   * the first certificate; a chain in which one does not sign the one before it; an RSA key below
   * 2048 bits, a curve other than P-256, P-384, P-521, Ed25519, or a signature made with SHA-1 or
   * MD5 (a self-signed root's own signature aside); an encrypted key.
   *
   * @param pointer names the pair in messages, such as {@code /cert}
   */
  CertificateMetadata inspect(String pointer, String chainPem, Secret keyPem);

  /** Checks certificates of authorities: PEM, certificates that may sign. */
  void inspectAuthorities(String pointer, String certificatesPem);

  /** Refuses a certificate that has expired, wherever it stands in a text that was inspected. */
  void refuseExpired(String pointer, String certificatesPem);
}
