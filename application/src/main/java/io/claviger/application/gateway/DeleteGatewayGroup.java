package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.Shredder;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;

/** Deletes a group with all that is in it, and destroys the key without which its backups open. */
public final class DeleteGatewayGroup
    implements UseCase<DeleteGatewayGroup.Delete, Boolean, GatewayGroup> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final Shredder shredder;
  private final DataPlanes dataPlanes;

  public DeleteGatewayGroup(
      GatewayGroups groups, Resources resources, Shredder shredder, DataPlanes dataPlanes) {
    this.groups = groups;
    this.resources = resources;
    this.shredder = shredder;
    this.dataPlanes = dataPlanes;
  }

  /**
   * @param force even if the group has resources
   */
  public record Delete(Caller caller, GroupId id, boolean force) implements Command {
    public Delete {
      if (id.equals(GroupId.DEFAULT)) {
        throw invalid("the gateway group default cannot be deleted");
      }
    }
  }

  @Override
  public Action action(Delete delete) {
    return Action.DELETE_GROUP;
  }

  @Override
  public Target target(Delete delete) {
    return GroupTarget.of(groups, delete.id());
  }

  @Override
  public Boolean prepare(Delete delete) {
    return true;
  }

  @Override
  public Done<GatewayGroup> execute(Delete delete, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(delete.id()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(delete.id().value()));
    if (!delete.force() && resources.any(group.scope())) {
      throw conflict(
          "this gateway group has resources; delete them first, or delete all with ?force=true");
    }
    groups.remove(group.scope());
    shredder.schedule(group.scope());
    return Done.of(group, 200)
        .in(group.id().value())
        .on("gateway_groups/" + group.id())
        .with(delete.force() ? "{\"force\":true}" : "")
        .changing(group.scope());
  }

  @Override
  public void committed(GatewayGroup deleted) {
    dataPlanes.revokeAll(deleted.scope());
    shredder.run();
  }
}
