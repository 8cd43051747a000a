package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.port.Catalogue;
import io.claviger.application.port.Resources;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Revision;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The references to secrets that the resources of a group hold. Works inside a transaction. */
public final class StoredReferences {
  private final Resources resources;
  private final ResourceOpener opener;
  private final Catalogue catalogue;

  public StoredReferences(Resources resources, ResourceOpener opener, Catalogue catalogue) {
    this.resources = resources;
    this.opener = opener;
    this.catalogue = catalogue;
  }

  /**
   * Refuses ({@code Conflict}, naming one) to take from a group what it leaves to its gateways. All
   * secrets of the group are opened, because a reference in a field for secrets is sealed like one.
   */
  public void refuseLeftToGateways(GatewayGroup group) {
    List<Change> all = resources.changedSince(group.scope(), Revision.NONE).changes();
    for (Change change : all) {
      if (change instanceof Change.Put put) {
        leftToGateways(group, put)
            .ifPresent(
                at -> {
                  throw conflict(
                      "references: %s has one at %s; replace it first"
                          .formatted(put.key().name(), at.printable()));
                });
      }
    }
  }

  private Optional<Pointer> leftToGateways(GatewayGroup group, Change.Put put) {
    Resource resource = put.resource();
    JsonObject opened = opener.open(resource, put.sealed());
    return SecretReferences.leftToGateways(
        resource.key().kind(),
        opened,
        catalogue.plugins(group.profile().apisixVersion(), resource.key().kind(), opened));
  }
}
