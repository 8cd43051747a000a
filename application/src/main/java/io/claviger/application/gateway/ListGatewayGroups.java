package io.claviger.application.gateway;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import java.util.List;

/** Reads all groups, in the order of their ids. */
public final class ListGatewayGroups
    implements Query<ListGatewayGroups.Listing, List<GatewayGroup>> {
  private final GatewayGroups groups;

  public ListGatewayGroups(GatewayGroups groups) {
    this.groups = groups;
  }

  public record Listing(Caller caller) implements Command {}

  @Override
  public Action action(Listing listing) {
    return Action.GET_GROUP;
  }

  @Override
  public List<GatewayGroup> execute(Listing listing, Permit permit) {
    permit.require(Arn.group("*"));
    return groups.all();
  }
}
