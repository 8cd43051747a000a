package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateWireKeys;
import io.claviger.application.port.WireKeys;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyState;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The wire keys. */
class WireKeysContractTest extends DatabaseContract {
  private WireKeys wireKeys() {
    return new HibernateWireKeys(database().unitOfWork());
  }

  private static WireKey key(Scope scope, String id, WireKeyState state) {
    return new WireKey(scope, new KeyId(id), state, NOW, NOW.plusMillis(7));
  }

  @Test
  void aKeyIsAddedReplacedAndRemoved() {
    Scope scope = newScope();
    WireKey active = key(scope, "00000000000000aa", WireKeyState.ACTIVE);
    WireKey prepared = key(scope, "00000000000000bb", WireKeyState.PREPARED);
    run(() -> wireKeys().save(active));
    run(() -> wireKeys().save(prepared));
    run(() -> wireKeys().save(key(newScope(), "00000000000000aa", WireKeyState.ACTIVE)));
    assertEquals(Set.of(active, prepared), Set.copyOf(transact(() -> wireKeys().of(scope))));

    WireKey retiring = key(scope, "00000000000000aa", WireKeyState.DECRYPT_ONLY);
    run(() -> wireKeys().save(retiring));
    run(() -> wireKeys().remove(prepared));

    assertEquals(List.of(retiring), transact(() -> wireKeys().of(scope)));
    assertEquals(List.of(), transact(() -> wireKeys().of(newScope())));
  }

  @Test
  void theHeadOfAGroupTellsTheVersionOfItsKeyring() {
    Scope scope = newScope();
    WireKey active = key(scope, "00000000000000aa", WireKeyState.ACTIVE);
    WireKey prepared = key(scope, "00000000000000bb", WireKeyState.PREPARED);
    HibernateGatewayGroups groups = new HibernateGatewayGroups(database().unitOfWork());
    run(() -> groups.save(group(scope)));
    run(() -> wireKeys().save(prepared));
    run(() -> wireKeys().save(active));

    assertEquals(
        List.of(new WireKeyring(List.of(prepared, active)).version()),
        transact(groups::heads).stream()
            .filter(head -> head.scope().equals(scope))
            .map(head -> head.wireKeyring())
            .toList());
  }

  private static GatewayGroup group(Scope scope) {
    return new GatewayGroup(
        scope,
        new GroupId("w" + scope.value().substring(0, 8)),
        new GatewayGroup.Profile(
            "Group", "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
        Revision.NONE,
        Revision.NONE,
        NOW,
        NOW);
  }
}
