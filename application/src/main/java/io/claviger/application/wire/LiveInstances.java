package io.claviger.application.wire;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.Presence;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayGroups.Head;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Scope;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a group's data planes may be running, and which of its wire keys these have. Works
 * inside a transaction.
 *
 * <p>Not guaranteed: that one counts within the first second of its first connection to another
 * process; and that it runs with what was fetched with its certificate.
 */
public final class LiveInstances {
  private static final int MOST_NAMES = 10;

  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final WireKeyrings wireKeyrings;
  private final DataPlanes dataPlanes;
  private final InstantSource clock;

  public LiveInstances(
      GatewayGroups groups,
      GatewayInstances instances,
      WireKeyrings wireKeyrings,
      DataPlanes dataPlanes,
      InstantSource clock) {
    this.groups = groups;
    this.instances = instances;
    this.wireKeyrings = wireKeyrings;
    this.dataPlanes = dataPlanes;
    this.clock = clock;
  }

  List<GatewayInstance> of(Scope scope) {
    Map<InstanceId, Presence> present = dataPlanes.present();
    return instances.of(scope).stream()
        .map(instance -> latest(instance, Optional.ofNullable(present.get(instance.id()))))
        .filter(instance -> instance.liveAt(clock.instant()))
        .toList();
  }

  /** This process may have seen it since the database was told last. */
  private static GatewayInstance latest(GatewayInstance stored, Optional<Presence> presence) {
    return presence.map(Presence::sighting).map(stored::seen).orElse(stored);
  }

  /** The names of those without a key, in the order of issuance. */
  static List<String> without(WireKey key, WireKeyring keyring, List<GatewayInstance> instances) {
    return instances.stream()
        .filter(instance -> !keyring.had(instance.wireKey(), key))
        .map(GatewayInstance::name)
        .distinct()
        .toList();
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if one is without a
   *     key, naming some
   */
  void requireAllHave(WireKey key, WireKeyring keyring) {
    List<String> without = without(key, keyring, of(key.scope()));
    if (!without.isEmpty()) {
      String names = String.join(", ", without.subList(0, Math.min(MOST_NAMES, without.size())));
      throw conflict(
          "live data planes have not fetched the new wire key: "
              + names
              + (without.size() > MOST_NAMES
                  ? " and " + (without.size() - MOST_NAMES) + " more"
                  : "")
              + "; start them anew so that they do, revoke them, or go on without them by"
              + " ?force=true");
    }
  }

  /** How many are without the newest key, of every group whose keyring is being rotated. */
  public Map<Scope, Integer> waiting() {
    Map<Scope, Integer> waiting = new HashMap<>();
    groups.heads().stream()
        .filter(head -> head.wireKeyring().rotates())
        .map(Head::scope)
        .forEach(
            scope -> {
              WireKeyring keyring = wireKeyrings.of(scope);
              waiting.put(scope, without(keyring.newest(), keyring, of(scope)).size());
            });
    return waiting;
  }
}
