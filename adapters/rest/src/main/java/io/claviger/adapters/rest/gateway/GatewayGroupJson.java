package io.claviger.adapters.rest.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code {"id"?,"name","description"?,"labels"?,"apisix_version"?,"references"?}}, and how a group
 * is shown.
 */
record GatewayGroupJson(Optional<GroupId> id, GatewayGroup.Profile profile) {
  static GatewayGroupJson read(JsonObject json) {
    Fields fields =
        Fields.of(json, "id", "name", "description", "labels", "apisix_version", "references");
    return new GatewayGroupJson(
        fields.optionalText("id").map(GroupId::new),
        new GatewayGroup.Profile(
            fields.text("name"),
            fields.optionalText("description").orElse(""),
            fields.texts("labels"),
            fields
                .optionalText("apisix_version")
                .map(ApisixVersion::new)
                .orElse(ApisixVersion.NEWEST),
            fields
                .optionalText("references")
                .map(ReferencePolicy::parse)
                .orElse(ReferencePolicy.REFUSE)));
  }

  /** A replacement, which may repeat the id of the address and not give another. */
  static GatewayGroup.Profile readReplacement(JsonObject json, GroupId address) {
    GatewayGroupJson read = read(json);
    if (read.id().filter(id -> !id.equals(address)).isPresent()) {
      throw invalid("id: is not the one in the address, and cannot be changed");
    }
    return read.profile();
  }

  static JsonObjectBuilder of(GatewayGroup group) {
    GatewayGroup.Profile profile = group.profile();
    return JsonTree.object()
        .add("id", group.id().value())
        .add("name", profile.name())
        .add("description", profile.description())
        .add("labels", JsonTree.strings(new TreeMap<>(profile.labels())))
        .add("apisix_version", profile.apisixVersion().text())
        .add("references", profile.references().text())
        .add("revision", group.revision().value())
        .add("created_at", group.createdAt().getEpochSecond())
        .add("updated_at", group.updatedAt().getEpochSecond());
  }
}
