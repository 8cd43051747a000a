package io.claviger.domain.gateway;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A data plane, known by the certificate that was issued to it.
 *
 * @param serial the certificate's serial number, lower-case hex
 * @param keyHash SHA-256 of the certificate's SubjectPublicKeyInfo, lower-case hex
 * @param wireKey the newest of the wire keys that it was given last; empty until it fetched them
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
    Optional<KeyId> wireKey,
    Optional<Sighting> lastSeen) {
  /** For how long after it was seen last it counts as running. */
  public static final Duration LIVE = Duration.ofMinutes(10);

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

  /** Whether it may be running: it may come, and did so lately. */
  public boolean liveAt(Instant now) {
    return validAt(now) && lastSeen.filter(seen -> seen.at().plus(LIVE).isAfter(now)).isPresent();
  }

  public GatewayInstance seen(Sighting last) {
    return new GatewayInstance(
        id,
        scope,
        name,
        serial,
        keyHash,
        issuedAt,
        expiresAt,
        revokedAt,
        wireKey,
        Optional.of(last));
  }
}
