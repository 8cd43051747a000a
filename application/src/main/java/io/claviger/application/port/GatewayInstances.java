package io.claviger.application.port;

import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data planes that certificates were issued to. */
public interface GatewayInstances {
  Optional<GatewayInstance> find(InstanceId id);

  /** In the order of issuance. */
  List<GatewayInstance> of(Scope scope);

  void add(GatewayInstance instance);

  /** Revokes; a second time changes nothing. */
  void revoke(InstanceId id, Instant now);

  /**
   * Removes those of a group that expired before a moment, the oldest first.
   *
   * @return how many these were, at most as many as were asked for
   */
  int removeExpiredBefore(Scope scope, Instant moment, int most);

  /** Those of the given ones that are still there and not revoked. */
  Set<InstanceId> stillValid(Set<InstanceId> ids);

  /** Notes which was the newest of the wire keys that an instance was given. */
  void gave(InstanceId id, KeyId wireKey);

  /** Notes when and where instances were last seen. */
  void saw(Map<InstanceId, Sighting> sightings);
}
