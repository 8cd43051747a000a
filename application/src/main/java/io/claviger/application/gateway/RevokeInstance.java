package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import java.time.InstantSource;
import java.util.Optional;

/** Revokes an instance: its streams end and its certificate counts no more. */
public final class RevokeInstance implements UseCase<RevokeInstance.Revoke, Boolean, InstanceId> {
  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final DataPlanes dataPlanes;
  private final InstantSource clock;

  public RevokeInstance(
      GatewayGroups groups,
      GatewayInstances instances,
      DataPlanes dataPlanes,
      InstantSource clock) {
    this.groups = groups;
    this.instances = instances;
    this.dataPlanes = dataPlanes;
    this.clock = clock;
  }

  public record Revoke(Caller caller, GroupId group, InstanceId id) implements Command {}

  @Override
  public Action action(Revoke revoke) {
    return Action.DELETE_INSTANCE;
  }

  @Override
  public Target target(Revoke revoke) {
    return groups
        .find(revoke.group())
        .map(
            group ->
                find(group, revoke)
                    .map(instance -> Target.of(group).on(name(instance)))
                    .orElse(Target.of(group)))
        .orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Revoke revoke) {
    return true;
  }

  @Override
  public Done<InstanceId> execute(Revoke revoke, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(revoke.group()).orElseThrow(() -> notFound("no such gateway group"));
    GatewayInstance instance =
        find(group, revoke).orElseThrow(() -> notFound("no such instance in this gateway group"));
    permit.require(Arn.group(group.id().value()));
    if (instance.revokedAt().isPresent()) {
      throw notFound("this instance is revoked already");
    }
    instances.revoke(instance.id(), clock.instant());
    return Done.of(instance.id(), 200).in(group.id().value()).on(name(instance));
  }

  private Optional<GatewayInstance> find(GatewayGroup group, Revoke revoke) {
    return instances.find(revoke.id()).filter(found -> found.scope().equals(group.scope()));
  }

  private static String name(GatewayInstance instance) {
    return "instances/" + instance.id();
  }

  @Override
  public void committed(InstanceId revoked) {
    dataPlanes.revoke(revoked);
  }
}
