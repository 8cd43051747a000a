package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.application.gate.Caller;
import io.claviger.application.gateway.GetWireKeyring;
import io.claviger.domain.access.Actor;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys with which data planes decrypt private keys. */
class WireKeyringTest {
  private static List<String> fetch(ResourceHouse house, Scope scope) {
    Caller dataPlane =
        new Caller(
            new Actor.DataPlane(UUID.randomUUID().toString(), ResourceHouse.GROUP.value()),
            "192.0.2.1",
            "request");
    List<Secret> keys =
        house.gate.run(
            new GetWireKeyring(house.groups, house.wireKeyring),
            new GetWireKeyring.Fetch(dataPlane, ResourceHouse.GROUP, scope));
    List<String> texts = keys.stream().map(Secret::revealText).toList();
    keys.forEach(Secret::close);
    return texts;
  }

  private static Scope scope(ResourceHouse house) {
    return house
        .unitOfWork
        .inTransaction(() -> house.groups.find(ResourceHouse.GROUP))
        .map(GatewayGroup::scope)
        .orElseThrow();
  }

  /** A process that has not heard of it yet still counts the instances of the former group. */
  @Test
  void aGroupThatBearsTheNameOfADeletedOneKeepsItsKeysFromTheDataPlanesOfThat(
      @TempDir Path directory) {
    try (ResourceHouse house = new ResourceHouse(directory)) {
      Scope former = scope(house);
      List<String> formerKeys = fetch(house, former);
      house.unitOfWork.inTransaction(
          () -> {
            house.groups.remove(former);
            return true;
          });
      house.createGroup();

      RefusedException refused = assertThrows(RefusedException.class, () -> fetch(house, former));

      assertInstanceOf(Refusal.NotFound.class, refused.refusal());
      assertNotEquals(formerKeys, fetch(house, scope(house)));
      assertEquals(1, formerKeys.size());
    }
  }
}
