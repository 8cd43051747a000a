package io.claviger.domain.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatewayInstanceTest {
  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2026-01-08T00:00:00Z");

  @Test
  void anInstanceIsValidUntilItExpires() {
    GatewayInstance instance = instance(Optional.empty());
    assertTrue(instance.validAt(ISSUED));
    assertTrue(instance.validAt(EXPIRY.minusNanos(1)));
    assertFalse(instance.validAt(EXPIRY));
  }

  /** A clock that was set back brings no revoked instance to life. */
  @Test
  void aRevokedInstanceIsNeverValid() {
    GatewayInstance instance = instance(Optional.of(ISSUED.plusSeconds(60)));
    assertFalse(instance.validAt(ISSUED));
    assertFalse(instance.validAt(ISSUED.plusSeconds(60)));
    assertFalse(instance.validAt(EXPIRY.minusNanos(1)));
  }

  private static GatewayInstance instance(Optional<Instant> revokedAt) {
    return new GatewayInstance(
        new InstanceId(new UUID(1, 2)),
        Scope.of(new UUID(3, 4)),
        "dp-1",
        "0a",
        "0b",
        ISSUED,
        EXPIRY,
        revokedAt,
        Optional.empty(),
        Optional.empty());
  }
}
