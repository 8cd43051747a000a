package io.claviger.application.resource;

import io.claviger.application.gate.Target;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import java.util.Optional;

/** What of a resource's address is there, for the audit entry of a refused change. */
final class FoundTarget {
  private FoundTarget() {}

  static Target of(GatewayGroups groups, StoredResources stored, ResourceAddress address) {
    return of(groups, stored, address.group(), address.kind(), Optional.of(address.id()));
  }

  static Target of(
      GatewayGroups groups,
      StoredResources stored,
      GroupId groupId,
      ResourceKind kind,
      Optional<ResourceId> id) {
    return groups
        .find(groupId)
        .map(group -> id.map(known -> of(stored, group, kind, known)).orElse(Target.of(group)))
        .orElse(Target.NONE);
  }

  private static Target of(
      StoredResources stored, GatewayGroup group, ResourceKind kind, ResourceId id) {
    ResourceKey key = new ResourceKey(group.scope(), kind, id);
    return stored.find(key).isPresent() ? Target.of(group).on(key.name()) : Target.of(group);
  }
}
