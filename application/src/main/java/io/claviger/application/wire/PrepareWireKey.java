package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKey;

/**
 * Begins a rotation of a wire keyring: data planes that start from now on are given a new key in
 * front, under which nothing is encrypted yet.
 */
public final class PrepareWireKey implements UseCase<PrepareWireKey.Prepare, Boolean, WireKey> {
  private final GatewayGroups groups;
  private final WireKeyrings wireKeyrings;

  public PrepareWireKey(GatewayGroups groups, WireKeyrings wireKeyrings) {
    this.groups = groups;
    this.wireKeyrings = wireKeyrings;
  }

  public record Prepare(Caller caller, GroupId group) implements Command {}

  @Override
  public Action action(Prepare prepare) {
    return Action.PREPARE_WIRE_KEY;
  }

  @Override
  public Target target(Prepare prepare) {
    return groups.find(prepare.group()).map(Target::of).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Prepare prepare) {
    return true;
  }

  @Override
  public Done<WireKey> execute(Prepare prepare, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(prepare.group()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(group.id().value()));
    WireKey key = wireKeyrings.prepare(group.scope());
    return Done.of(key, 201).in(group.id().value()).on("wire_keyring/keys/" + key.id());
  }
}
