package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.CertificateAuthorities;
import io.claviger.application.port.X509;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;

/**
 * The two authorities of an installation: one signs the certificate of the data-plane port, the
 * other those of data planes. Works inside a transaction.
 */
public final class Authorities {
  private final CertificateAuthorities certificates;
  private final Sealing sealing;
  private final X509 x509;
  private final InstantSource clock;

  public Authorities(
      CertificateAuthorities certificates, Sealing sealing, X509 x509, InstantSource clock) {
    this.certificates = certificates;
    this.sealing = sealing;
    this.x509 = x509;
    this.clock = clock;
  }

  /** Which authority. */
  public enum Role {
    SERVER("server", "Claviger Server CA", SystemSecret.SERVER_AUTHORITY_KEY),
    DATA_PLANE("data-plane", "Claviger Data Plane CA", SystemSecret.DP_AUTHORITY_KEY);

    private final String id;
    private final String commonName;
    private final SystemSecret key;

    Role(String id, String commonName, SystemSecret key) {
      this.id = id;
      this.commonName = commonName;
      this.key = key;
    }
  }

  public void create(Role role) {
    X509.Issued authority = x509.createAuthority(role.commonName, clock.instant());
    try (Secret key = authority.keyPem()) {
      sealing.store(Scope.SYSTEM, role.key.id(), key);
    }
    certificates.add(role.id, authority.leaf().certificatePem());
  }

  /** PEM. */
  public String certificate(Role role) {
    return certificates
        .find(role.id)
        .orElseThrow(() -> unavailable("the certificate of the " + role.id + " CA is missing"));
  }

  /** With its key; close the key. */
  public X509.Authority load(Role role) {
    return new X509.Authority(certificate(role), sealing.load(Scope.SYSTEM, role.key.id()));
  }
}
