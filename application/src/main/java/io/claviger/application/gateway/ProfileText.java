package io.claviger.application.gateway;

import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.json.JsonTree;

/** What an operator says about a group, as the audit log writes it. */
final class ProfileText {
  private ProfileText() {}

  static String of(GatewayGroup.Profile profile) {
    return JsonTree.object()
        .add("name", profile.name())
        .add("description", profile.description())
        .add("labels", JsonTree.strings(profile.labels()))
        .add("apisix_version", profile.apisixVersion().text())
        .add("references", profile.references().text())
        .build()
        .toString();
  }
}
