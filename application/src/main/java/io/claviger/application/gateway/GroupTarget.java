package io.claviger.application.gateway;

import io.claviger.application.gate.Target;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.gateway.GroupId;

/** A gateway group that is there, for the audit entry of a refused change of itself. */
final class GroupTarget {
  private GroupTarget() {}

  static Target of(GatewayGroups groups, GroupId id) {
    return groups
        .find(id)
        .map(group -> Target.of(group).on("gateway_groups/" + group.id()))
        .orElse(Target.NONE);
  }
}
