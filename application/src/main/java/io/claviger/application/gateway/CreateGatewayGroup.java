package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.InBand;
import io.claviger.domain.shared.RandomUuid;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes a gateway group with keys of its own. */
public final class CreateGatewayGroup
    implements UseCase<CreateGatewayGroup.Create, Boolean, GatewayGroup> {
  private final GatewayGroups groups;
  private final GroupSecrets secrets;
  private final RandomGenerator random;
  private final InstantSource clock;

  public CreateGatewayGroup(
      GatewayGroups groups, GroupSecrets secrets, RandomGenerator random, InstantSource clock) {
    this.groups = groups;
    this.secrets = secrets;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param id empty to have one made
   */
  public record Create(Caller caller, Optional<GroupId> id, GatewayGroup.Profile profile)
      implements Command {
    public Create {
      id.ifPresent(wanted -> InBand.refuse("id", wanted.value()));
      profile.refuseInBand();
    }
  }

  @Override
  public Action action(Create create) {
    return Action.CREATE_GROUP;
  }

  @Override
  public Target target(Create create) {
    return create.id().map(id -> GroupTarget.of(groups, id)).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Create create) {
    return true;
  }

  @Override
  public Done<GatewayGroup> execute(Create create, Boolean prepared, Permit permit) {
    Scope scope = Scope.of(RandomUuid.of(random));
    GroupId id = create.id().orElseGet(() -> new GroupId(scope.value()));
    permit.require(Arn.group(id.value()));
    if (groups.find(id).isPresent()) {
      throw conflict("id: there is a gateway group of this id already; choose another");
    }
    Instant now = clock.instant();
    GatewayGroup group =
        new GatewayGroup(scope, id, create.profile(), Revision.NONE, Revision.NONE, now, now);
    groups.save(group);
    secrets.create(scope);
    return Done.of(group, 201)
        .in(id.value())
        .on("gateway_groups/" + id)
        .with(ProfileText.of(create.profile()))
        .changing(scope);
  }
}
