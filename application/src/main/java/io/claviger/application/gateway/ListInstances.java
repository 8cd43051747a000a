package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is or was connected, in the order of issuance. */
public final class ListInstances implements Query<ListInstances.Listing, List<ListInstances.Seen>> {
  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final DataPlanes dataPlanes;

  public ListInstances(GatewayGroups groups, GatewayInstances instances, DataPlanes dataPlanes) {
    this.groups = groups;
    this.instances = instances;
    this.dataPlanes = dataPlanes;
  }

  public record Listing(Caller caller, GroupId group) implements Command {}

  /**
   * @param streams how many watches it has open at this process
   */
  public record Seen(GatewayInstance instance, int streams, Optional<Sighting> last) {}

  @Override
  public Action action(Listing listing) {
    return Action.GET_INSTANCE;
  }

  @Override
  public List<Seen> execute(Listing listing, Permit permit) {
    permit.require(Arn.group(listing.group().value()));
    GatewayGroup group =
        groups.find(listing.group()).orElseThrow(() -> notFound("no such gateway group"));
    Map<InstanceId, Presence> present = dataPlanes.present();
    return instances.of(group.scope()).stream()
        .map(instance -> seen(instance, Optional.ofNullable(present.get(instance.id()))))
        .toList();
  }

  private static Seen seen(GatewayInstance instance, Optional<Presence> presence) {
    return new Seen(
        instance,
        presence.map(Presence::streams).orElse(0),
        presence.map(Presence::sighting).or(instance::lastSeen));
  }
}
