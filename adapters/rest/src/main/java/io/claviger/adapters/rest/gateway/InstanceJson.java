package io.claviger.adapters.rest.gateway;

import io.claviger.application.gateway.ListInstances;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A data plane: its certificate, and where and when it was seen. */
final class InstanceJson {
  private InstanceJson() {}

  /** The members from {@code ip_address} on are missing until it was seen. */
  static JsonObject of(ListInstances.Seen seen, GroupId group) {
    GatewayInstance instance = seen.instance();
    JsonObjectBuilder json =
        JsonTree.object()
            .add("id", instance.id().toString())
            .add("name", instance.name())
            .add("gateway_group_id", group.value())
            .add("certificate_serial", instance.serial())
            .add("created_at", instance.issuedAt().getEpochSecond())
            .add("expires_at", instance.expiresAt().getEpochSecond())
            .add("streams", seen.streams());
    instance.revokedAt().ifPresent(at -> json.add("revoked_at", at.getEpochSecond()));
    seen.last()
        .ifPresent(
            last ->
                json.add("ip_address", last.address())
                    .add("connected_since", last.since().getEpochSecond())
                    .add("last_seen_at", last.at().getEpochSecond())
                    .add("delivered_revision", last.delivered().value()));
    return json.build();
  }
}
