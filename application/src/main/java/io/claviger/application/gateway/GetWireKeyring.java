package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.WireKeyring;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.List;

/** Hands a data plane the keys with which it decrypts private keys; audited, for it is a secret. */
public final class GetWireKeyring implements UseCase<GetWireKeyring.Fetch, Boolean, List<Secret>> {
  private final GatewayGroups groups;
  private final WireKeyring wireKeyring;

  public GetWireKeyring(GatewayGroups groups, WireKeyring wireKeyring) {
    this.groups = groups;
    this.wireKeyring = wireKeyring;
  }

  /**
   * @param group its name, which another group may bear by now
   * @param scope the group that the data plane is of
   */
  public record Fetch(Caller caller, GroupId group, Scope scope) implements Command {}

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

  /** Newest first; the caller closes them. */
  @Override
  public Done<List<Secret>> execute(Fetch fetch, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups
            .find(fetch.group())
            .filter(found -> found.scope().equals(fetch.scope()))
            .orElseThrow(() -> notFound("the gateway group of this data plane is gone"));
    permit.require(Arn.group(group.id().value()));
    return Done.of(wireKeyring.keys(group.scope()), 200).in(group.id().value()).on("wire_keyring");
  }
}
