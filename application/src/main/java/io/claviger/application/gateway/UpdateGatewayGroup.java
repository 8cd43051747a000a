package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.resource.StoredReferences;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import java.time.InstantSource;

/**
 * Replaces what an operator says about a group. References to secrets that the group would not
 * accept any more must be gone from its resources.
 */
public final class UpdateGatewayGroup
    implements UseCase<UpdateGatewayGroup.Update, Boolean, GatewayGroup> {
  private final GatewayGroups groups;
  private final StoredReferences references;
  private final InstantSource clock;

  public UpdateGatewayGroup(
      GatewayGroups groups, StoredReferences references, InstantSource clock) {
    this.groups = groups;
    this.references = references;
    this.clock = clock;
  }

  public record Update(Caller caller, GroupId id, GatewayGroup.Profile profile) implements Command {
    public Update {
      profile.refuseInBand();
    }
  }

  @Override
  public Action action(Update update) {
    return Action.UPDATE_GROUP;
  }

  @Override
  public Target target(Update update) {
    return GroupTarget.of(groups, update.id());
  }

  @Override
  public Boolean prepare(Update update) {
    return true;
  }

  @Override
  public Done<GatewayGroup> execute(Update update, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(update.id()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(update.id().value()));
    if (group.profile().equals(update.profile())) {
      return Done.unchanged(group).in(group.id().value()).on("gateway_groups/" + group.id());
    }
    if (group.profile().references() == ReferencePolicy.GATEWAY
        && update.profile().references() == ReferencePolicy.REFUSE) {
      references.refuseLeftToGateways(group);
    }
    GatewayGroup changed = group.withProfile(update.profile(), clock.instant());
    groups.save(changed);
    return Done.of(changed, 200)
        .in(group.id().value())
        .on("gateway_groups/" + group.id())
        .with(ProfileText.of(update.profile()));
  }
}
