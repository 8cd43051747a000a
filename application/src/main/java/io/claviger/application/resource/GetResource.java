package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.port.SslMetadata;
import io.claviger.application.resource.GetResource.Get;
import io.claviger.domain.access.Action;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.RefusedException;

/** Reads one resource, with markers where its secrets are. */
public final class GetResource implements Query<Get, Written> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final SslMetadata sslMetadata;

  public GetResource(GatewayGroups groups, Resources resources, SslMetadata sslMetadata) {
    this.groups = groups;
    this.resources = resources;
    this.sslMetadata = sslMetadata;
  }

  public record Get(Caller caller, ResourceAddress address) implements Command {}

  @Override
  public Action action(Get get) {
    return get.address().kind().getAction();
  }

  @Override
  public Written execute(Get get, Permit permit) {
    ResourceAddress address = get.address();
    permit.require(address.arn());
    GatewayGroup group =
        groups.find(address.group()).orElseThrow(() -> notFound("no such gateway group"));
    ResourceKey key = new ResourceKey(group.scope(), address.kind(), address.id());
    return resources
        .find(key)
        .map(resource -> new Written(resource, sslMetadata.of(key), false))
        .orElseThrow(RefusedException::noSuchKey);
  }
}
