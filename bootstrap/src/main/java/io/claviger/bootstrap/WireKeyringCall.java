package io.claviger.bootstrap;

import io.claviger.adapters.dpchannel.NativeCalls;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.Presence;
import io.claviger.application.wire.GetWireKeyring;
import io.claviger.domain.access.Actor;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArrayBuilder;
import java.util.List;

/** Takes a data plane's call for its wire keyring through the gate. */
record WireKeyringCall(Gate gate, GetWireKeyring useCase) implements NativeCalls {
  @Override
  public Secret wireKeyring(Presence presence, String address, String requestId) {
    GroupId group = presence.feed().group();
    Actor actor = new Actor.DataPlane(presence.instance().id().toString(), group.value());
    Caller caller = new Caller(actor, address, requestId);
    List<Secret> keys =
        gate.run(
            useCase,
            new GetWireKeyring.Fetch(
                caller, group, presence.feed().scope(), presence.instance().id()));
    JsonArrayBuilder keyring = JsonTree.array();
    keys.forEach(
        key -> {
          try (key) {
            keyring.add(key.revealText());
          }
        });
    return Secret.ofText(
        JsonTree.object()
            .add("value", JsonTree.object().add("keyring", keyring))
            .build()
            .toString());
  }
}
