package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.notFound;
import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;
import java.util.List;

/**
 * Hands a data plane the keys with which it decrypts private keys; audited, for it is a secret. It
 * is written down which it was given, and taken for what it runs with: a data plane reads its
 * keyring once, at its start.
 */
public final class GetWireKeyring implements UseCase<GetWireKeyring.Fetch, Boolean, List<Secret>> {
  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final WireKeyrings wireKeyrings;
  private final InstantSource clock;

  public GetWireKeyring(
      GatewayGroups groups,
      GatewayInstances instances,
      WireKeyrings wireKeyrings,
      InstantSource clock) {
    this.groups = groups;
    this.instances = instances;
    this.wireKeyrings = wireKeyrings;
    this.clock = clock;
  }

  /**
   * @param group its name, which another group may bear by now
   * @param scope the group that the data plane is of
   */
  public record Fetch(Caller caller, GroupId group, Scope scope, InstanceId instance)
      implements Command {}

  @Override
  public Action action(Fetch fetch) {
    return Action.GET_WIRE_KEYRING;
  }

  @Override
  public Target target(Fetch fetch) {
    return groups.find(fetch.group()).map(Target::of).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Fetch fetch) {
    return true;
  }

  /** Newest first; the caller closes them. No step of the keyring comes between. */
  @Override
  public Done<List<Secret>> execute(Fetch fetch, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups
            .lock(fetch.group())
            .filter(found -> found.scope().equals(fetch.scope()))
            .orElseThrow(() -> notFound("the gateway group of this data plane is gone"));
    permit.require(Arn.group(group.id().value()));
    if (instances
        .find(fetch.instance())
        .filter(found -> found.scope().equals(group.scope()) && found.validAt(clock.instant()))
        .isEmpty()) {
      throw unauthenticated("this gateway instance does not count any more; issue a new one");
    }
    WireKeyring keyring = wireKeyrings.of(group.scope());
    instances.gave(fetch.instance(), keyring.newest().id());
    return Done.of(wireKeyrings.open(keyring), 200).in(group.id().value()).on("wire_keyring");
  }
}
