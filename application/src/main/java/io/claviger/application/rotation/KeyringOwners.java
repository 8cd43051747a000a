package io.claviger.application.rotation;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Keyrings;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.shared.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has a keyring. Works inside a transaction. */
public final class KeyringOwners {
  private final GatewayGroups groups;
  private final Keyrings keyrings;

  public KeyringOwners(GatewayGroups groups, Keyrings keyrings) {
    this.groups = groups;
    this.keyrings = keyrings;
  }

  Scope find(KeyringOwner owner) {
    return switch (owner) {
      case KeyringOwner.Group(var id) ->
          groups
              .find(id)
              .map(GatewayGroup::scope)
              .orElseThrow(() -> notFound("no such gateway group"));
      case KeyringOwner.OfSystem() -> Scope.SYSTEM;
    };
  }

  /** As {@link #find}, and holds the keyring until the transaction ends. */
  Scope hold(KeyringOwner owner) {
    return switch (owner) {
      case KeyringOwner.Group(var id) ->
          groups
              .lock(id)
              .map(GatewayGroup::scope)
              .orElseThrow(() -> notFound("no such gateway group"));
      case KeyringOwner.OfSystem() -> {
        keyrings.hold(Scope.SYSTEM);
        yield Scope.SYSTEM;
      }
    };
  }

  /** Everybody, by scope. A hint only, so that a damaged group does not hide the others. */
  Map<Scope, KeyringOwner> all() {
    Map<Scope, KeyringOwner> owners = new LinkedHashMap<>();
    owners.put(Scope.SYSTEM, new KeyringOwner.OfSystem());
    groups.heads().forEach(head -> owners.put(head.scope(), new KeyringOwner.Group(head.id())));
    return owners;
  }
}
