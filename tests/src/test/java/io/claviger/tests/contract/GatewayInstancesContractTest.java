package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data planes. */
class GatewayInstancesContractTest extends DatabaseContract {
  private GatewayInstances instances() {
    return new HibernateGatewayInstances(database().unitOfWork());
  }

  private static GatewayInstance instance(Scope scope, String serial) {
    return new GatewayInstance(
        new InstanceId(UUID.randomUUID()),
        scope,
        "edge-1",
        serial,
        "00ff",
        NOW,
        NOW.plus(Duration.ofDays(7)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private GatewayInstance added(Scope scope) {
    GatewayInstance instance = instance(scope, UUID.randomUUID().toString());
    run(() -> instances().add(instance));
    return instance;
  }

  private GatewayInstance read(GatewayInstance instance) {
    return transact(() -> instances().find(instance.id())).orElseThrow();
  }

  @Test
  void instancesOfAGroupComeInTheOrderOfIssuance() {
    Scope scope = newScope();
    GatewayInstance first = added(scope);
    GatewayInstance second = added(scope);
    added(newScope());

    assertEquals(List.of(first, second), transact(() -> instances().of(scope)));
    assertEquals(first, read(first));
  }

  @Test
  void aSerialIsIssuedOnce() {
    GatewayInstance instance = added(newScope());

    assertConflict(() -> run(() -> instances().add(instance(newScope(), instance.serial()))));
  }

  @Test
  void aRevocationKeepsItsMoment() {
    GatewayInstance instance = added(newScope());

    run(() -> instances().revoke(instance.id(), NOW));
    run(() -> instances().revoke(instance.id(), NOW.plusMillis(1)));

    assertEquals(Optional.of(NOW), read(instance).revokedAt());
  }

  @Test
  void theNewestWireKeyThatAnInstanceWasGivenIsNoted() {
    GatewayInstance instance = added(newScope());
    GatewayInstance other = added(newScope());

    run(() -> instances().gave(instance.id(), new KeyId("00000000000000aa")));
    run(() -> instances().gave(instance.id(), new KeyId("00000000000000bb")));
    run(() -> instances().gave(new InstanceId(UUID.randomUUID()), new KeyId("00000000000000bb")));

    assertEquals(Optional.of(new KeyId("00000000000000bb")), read(instance).wireKey());
    assertEquals(Optional.empty(), read(other).wireKey());
  }

  @Test
  void onlyKnownAndUnrevokedInstancesAreStillValid() {
    GatewayInstance good = added(newScope());
    GatewayInstance revoked = added(newScope());
    run(() -> instances().revoke(revoked.id(), NOW));
    Set<InstanceId> asked = new HashSet<>(Set.of(good.id(), revoked.id()));
    for (int i = 0; i < 2_500; i++) {
      asked.add(new InstanceId(UUID.randomUUID()));
    }

    assertEquals(Set.of(good.id()), transact(() -> instances().stillValid(asked)));
    assertEquals(Set.of(), transact(() -> instances().stillValid(Set.of())));
  }

  @Test
  void instancesOfAGroupThatExpiredBeforeAMomentAreRemovedTheOldestFirst() {
    Scope scope = newScope();
    GatewayInstance first = added(scope);
    GatewayInstance second = added(scope);
    GatewayInstance third = added(scope);
    GatewayInstance stranger = added(newScope());
    run(() -> instances().revoke(second.id(), NOW));
    Instant end = first.expiresAt();

    assertEquals(0, transact(() -> instances().removeExpiredBefore(scope, end, 9)));
    assertEquals(2, transact(() -> instances().removeExpiredBefore(scope, end.plusMillis(1), 2)));
    assertEquals(List.of(third), transact(() -> instances().of(scope)));
    assertEquals(1, transact(() -> instances().removeExpiredBefore(scope, end.plusMillis(1), 2)));
    assertEquals(List.of(), transact(() -> instances().of(scope)));
    assertEquals(stranger, read(stranger));
  }

  @Test
  void sightingsAreNotedPerInstance() {
    GatewayInstance first = added(newScope());
    GatewayInstance second = added(newScope());
    GatewayInstance unseen = added(newScope());
    Sighting sighting = new Sighting("192.0.2.1", NOW, NOW.plusMillis(5), new Revision(9));
    Sighting other = new Sighting("2001:db8::1", NOW, NOW, Revision.NONE);

    run(() -> instances().saw(Map.of(first.id(), sighting, second.id(), other)));

    assertEquals(Optional.of(sighting), read(first).lastSeen());
    assertEquals(Optional.of(other), read(second).lastSeen());
    assertEquals(Optional.empty(), read(unseen).lastSeen());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 100_000_000_000_000L, Long.MAX_VALUE})
  void aForgedSightingHidesNoRevocation(long forged) throws SQLException {
    Scope scope = newScope();
    GatewayInstance instance = added(scope);
    GatewayInstance revoked = added(scope);
    Sighting sighting = new Sighting("192.0.2.1", NOW, NOW, new Revision(9));
    run(() -> instances().saw(Map.of(instance.id(), sighting, revoked.id(), sighting)));
    run(() -> instances().revoke(revoked.id(), NOW));

    forge("update gateway_instance set last_revision = " + forged);

    assertEquals(
        Set.of(instance.id()),
        transact(() -> instances().stillValid(Set.of(instance.id(), revoked.id()))));
    assertEquals(Optional.empty(), read(instance).lastSeen());
    assertEquals(2, transact(() -> instances().of(scope)).size());
  }
}
