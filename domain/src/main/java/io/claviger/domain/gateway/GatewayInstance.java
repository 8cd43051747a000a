package io.claviger.domain.gateway;

import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * A data plane, known by the certificate that was issued to it.
 *
 * @param serial the certificate's serial number, lower-case hex
 * @param keyHash SHA-256 of the certificate's SubjectPublicKeyInfo, lower-case hex
 * @param lastSeen empty until its first request
 */
public record GatewayInstance(
    InstanceId id,
    Scope scope,
    String name,
    String serial,
    String keyHash,
    Instant issuedAt,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Optional<Sighting> lastSeen) {

  /**
   * When and where an instance was seen.
   *
   * @param since when its oldest open connection began, or the last one, if none is open
   * @param delivered the last revision that was written to it
   */
  public record Sighting(String address, Instant since, Instant at, Revision delivered) {}

  public boolean validAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
