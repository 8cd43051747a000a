package io.claviger.bootstrap;

import io.claviger.adapters.dpchannel.TlsMaterial;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.X509;
import io.claviger.domain.shared.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate of the data-plane port, signed by the server authority. It lives in memory only:
 * every process makes its own, and makes another when two thirds of its life are over.
 */
final class DpIdentity {
  private static final Duration LIFE = Duration.ofDays(90);
  private static final Duration RENEWED_AFTER = Duration.ofDays(60);
  private static final Duration BACKDATING = Duration.ofMinutes(5);

  private final UnitOfWork unitOfWork;
  private final Authorities authorities;
  private final X509 x509;
  private final InstantSource clock;
  private final List<String> names;
  private volatile Instant expiresAt = Instant.EPOCH;

  DpIdentity(
      UnitOfWork unitOfWork,
      Authorities authorities,
      X509 x509,
      InstantSource clock,
      List<String> dnsNames) {
    this.unitOfWork = unitOfWork;
    this.authorities = authorities;
    this.x509 = x509;
    this.clock = clock;
    this.names = new ArrayList<>(dnsNames);
    this.names.add("127.0.0.1");
  }

  /** A new certificate, and whom the port trusts. */
  TlsMaterial issue() {
    return unitOfWork.inTransaction(
        () -> {
          Instant now = clock.instant();
          X509.Authority server = authorities.load(Authorities.Role.SERVER);
          try (Secret authorityKey = server.keyPem()) {
            X509.Issued issued =
                x509.issueServer(server, names, now.minus(BACKDATING), now.plus(LIFE));
            expiresAt = now.plus(LIFE);
            return new TlsMaterial(
                issued.leaf().certificatePem(),
                issued.keyPem(),
                authorities.certificate(Authorities.Role.DATA_PLANE));
          }
        });
  }

  boolean isDue() {
    return !clock.instant().isBefore(expiresAt.minus(LIFE).plus(RENEWED_AFTER));
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
