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
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKind;
import java.util.List;

/** Reads all resources of a kind, or those below one, in ascending order of their ids. */
public final class ListResources implements Query<Listing, List<Written>> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final SslMetadata sslMetadata;

  public ListResources(GatewayGroups groups, Resources resources, SslMetadata sslMetadata) {
    this.groups = groups;
    this.resources = resources;
    this.sslMetadata = sslMetadata;
  }

  /**
   * @param below the start of their ids, such as {@code jack/credentials/}; empty for all
   */
  public record Listing(Caller caller, GroupId group, ResourceKind kind, String below)
      implements Command {}

  @Override
  public Action action(Listing listing) {
    return listing.kind().getAction();
  }

  @Override
  public List<Written> execute(Listing listing, Permit permit) {
    permit.require(
        Arn.resource(listing.group().value(), listing.kind().directory(), listing.below() + "*"));
    GatewayGroup group =
        groups.find(listing.group()).orElseThrow(() -> notFound("no such gateway group"));
    return found(group, listing).stream()
        .map(
            resource ->
                new Written(
                    resource,
                    listing.kind() == ResourceKind.SSL ? sslMetadata.of(resource.key()) : List.of(),
                    false))
        .toList();
  }

  private List<Resource> found(GatewayGroup group, Listing listing) {
    return listing.below().isEmpty()
        ? resources.list(group.scope(), listing.kind())
        : resources.listBelow(group.scope(), listing.kind(), listing.below());
  }
}
