package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyring;

/**
 * Encrypts what is delivered under the prepared key from now on, unless a live data plane has not
 * fetched it.
 *
 * <p>It makes no revision. Every process reads its private keys again and serves the new
 * ciphertexts to who reads from now on; a data plane that has the old ones was given the old key,
 * keeps it as long as it runs, and so need not be troubled.
 */
public final class ActivateWireKey implements UseCase<ActivateWireKey.Activate, Boolean, WireKey> {
  private final GatewayGroups groups;
  private final WireKeyrings wireKeyrings;
  private final LiveInstances live;

  public ActivateWireKey(GatewayGroups groups, WireKeyrings wireKeyrings, LiveInstances live) {
    this.groups = groups;
    this.wireKeyrings = wireKeyrings;
    this.live = live;
  }

  /**
   * @param force even if a live data plane has not fetched the key
   */
  public record Activate(Caller caller, GroupId group, boolean force) implements Command {}

  @Override
  public Action action(Activate activate) {
    return Action.ACTIVATE_WIRE_KEY;
  }

  @Override
  public Target target(Activate activate) {
    return groups.find(activate.group()).map(Target::of).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Activate activate) {
    return true;
  }

  @Override
  public Done<WireKey> execute(Activate activate, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(activate.group()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(group.id().value()));
    WireKeyring keyring = wireKeyrings.of(group.scope());
    WireKey key = keyring.prepared();
    if (!activate.force()) {
      live.requireAllHave(key, keyring);
    }
    return Done.of(wireKeyrings.activate(group.scope()), 200)
        .in(group.id().value())
        .on("wire_keyring/keys/" + key.id())
        .with(activate.force() ? "{\"force\":true}" : "");
  }
}
