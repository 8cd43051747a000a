package io.claviger.domain.ssl;

import java.time.Instant;
import java.util.List;

/**
 * What may be known of a certificate without reading it.
 *
 * @param fingerprint SHA-256 of the DER, lower-case hex
 * @param serial lower-case hex
 * @param names the DNS names and addresses it is for
 * @param keyAlgorithm such as {@code RSA-2048} or {@code EC-P-256}
 */
public record CertificateMetadata(
    String fingerprint,
    String serial,
    String subject,
    String issuer,
    List<String> names,
    String keyAlgorithm,
    Instant notBefore,
    Instant notAfter) {
  public CertificateMetadata {
    names = List.copyOf(names);
  }
}
