package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.conflict;
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
import io.claviger.domain.keyring.WireKeyring;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Ends a rotation of a wire keyring: the old key is given to no data plane any more, and destroyed.
 * Not while a live data plane has no other, which can read nothing that is delivered now.
 */
public final class RetireWireKey implements UseCase<RetireWireKey.Retire, Boolean, WireKey> {
  /** More than any process takes to notice that a key was activated. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final GatewayGroups groups;
  private final WireKeyrings wireKeyrings;
  private final LiveInstances live;
  private final InstantSource clock;

  public RetireWireKey(
      GatewayGroups groups, WireKeyrings wireKeyrings, LiveInstances live, InstantSource clock) {
    this.groups = groups;
    this.wireKeyrings = wireKeyrings;
    this.live = live;
    this.clock = clock;
  }

  /**
   * @param force whatever live data planes have, and at once
   */
  public record Retire(Caller caller, GroupId group, boolean force) implements Command {}

  @Override
  public Action action(Retire retire) {
    return Action.RETIRE_WIRE_KEY;
  }

  @Override
  public Target target(Retire retire) {
    return groups.find(retire.group()).map(Target::of).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Retire retire) {
    return true;
  }

  /** The old key. */
  @Override
  public Done<WireKey> execute(Retire retire, Boolean prepared, Permit permit) {
    GatewayGroup group =
        groups.lock(retire.group()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(group.id().value()));
    WireKeyring keyring = wireKeyrings.of(group.scope());
    WireKey old = keyring.old();
    if (!retire.force()) {
      live.requireAllHave(keyring.active(), keyring);
      requireSettled(keyring.active());
    }
    wireKeyrings.retire(group.scope());
    return Done.of(old, 200)
        .in(group.id().value())
        .on("wire_keyring/keys/" + old.id())
        .with(retire.force() ? "{\"force\":true}" : "");
  }

  /** A data plane that starts is given what it reads by one process, and the key by another. */
  private void requireSettled(WireKey active) {
    if (active.since().plus(SETTLING).isAfter(clock.instant())) {
      throw conflict(
          "the new wire key was activated less than "
              + SETTLING.toSeconds()
              + " seconds ago, and the old one may still be in use; try again in a moment");
    }
  }
}
