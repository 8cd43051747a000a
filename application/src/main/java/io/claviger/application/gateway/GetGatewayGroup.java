package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;

/** Reads one group. */
public final class GetGatewayGroup implements Query<GetGatewayGroup.Get, GatewayGroup> {
  private final GatewayGroups groups;

  public GetGatewayGroup(GatewayGroups groups) {
    this.groups = groups;
  }

  public record Get(Caller caller, GroupId id) implements Command {}

  @Override
  public Action action(Get get) {
    return Action.GET_GROUP;
  }

  @Override
  public GatewayGroup execute(Get get, Permit permit) {
    permit.require(Arn.group(get.id().value()));
    return groups.find(get.id()).orElseThrow(() -> notFound("no such gateway group"));
  }
}
