package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.port.SslMetadata;
import io.claviger.application.resource.ListResources.Listing;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceKind;
import java.util.List;

/** Reads all resources of a kind, in ascending order of their ids. */
public final class ListResources implements Query<Listing, List<Written>> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final SslMetadata sslMetadata;

  public ListResources(GatewayGroups groups, Resources resources, SslMetadata sslMetadata) {
    this.groups = groups;
    this.resources = resources;
    this.sslMetadata = sslMetadata;
  }

  public record Listing(Caller caller, GroupId group, ResourceKind kind) implements Command {}

  @Override
  public Action action(Listing listing) {
    return listing.kind().getAction();
  }

  @Override
  public List<Written> execute(Listing listing, Permit permit) {
    permit.require(Arn.resource(listing.group().value(), listing.kind().path(), "*"));
    GatewayGroup group =
        groups.find(listing.group()).orElseThrow(() -> notFound("no such gateway group"));
    return resources.list(group.scope(), listing.kind()).stream()
        .map(
            resource ->
                new Written(
                    resource,
                    listing.kind() == ResourceKind.SSL ? sslMetadata.of(resource.key()) : List.of(),
                    false))
        .toList();
  }
}
