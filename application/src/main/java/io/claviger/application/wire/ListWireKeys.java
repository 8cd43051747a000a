package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyring;
import java.util.List;

/** How far the rotation of a wire keyring is. It shows no key. */
public final class ListWireKeys implements Query<ListWireKeys.Listing, ListWireKeys.Listed> {
  private final GatewayGroups groups;
  private final WireKeyrings wireKeyrings;
  private final LiveInstances live;

  public ListWireKeys(GatewayGroups groups, WireKeyrings wireKeyrings, LiveInstances live) {
    this.groups = groups;
    this.wireKeyrings = wireKeyrings;
    this.live = live;
  }

  public record Listing(Caller caller, GroupId group) implements Command {}

  /**
   * @param keys newest first
   * @param waiting the names of the live data planes that have not fetched the newest key
   */
  public record Listed(List<Key> keys, List<String> waiting) {}

  /**
   * @param instances how many live data planes have fetched it
   */
  public record Key(WireKey key, long instances) {}

  @Override
  public Action action(Listing listing) {
    return Action.GET_KEYRING;
  }

  @Override
  public Listed execute(Listing listing, Permit permit) {
    permit.require(Arn.group(listing.group().value()));
    GatewayGroup group =
        groups.find(listing.group()).orElseThrow(() -> notFound("no such gateway group"));
    WireKeyring keyring = wireKeyrings.of(group.scope());
    List<GatewayInstance> running = live.of(group.scope());
    return new Listed(
        keyring.keys().stream().map(key -> new Key(key, having(key, keyring, running))).toList(),
        LiveInstances.without(keyring.newest(), keyring, running));
  }

  private static long having(WireKey key, WireKeyring keyring, List<GatewayInstance> running) {
    return running.stream().filter(instance -> keyring.had(instance.wireKey(), key)).count();
  }
}
