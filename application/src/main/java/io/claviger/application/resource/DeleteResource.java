package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.port.SslMetadata;
import io.claviger.application.resource.DeleteResource.Delete;
import io.claviger.domain.access.Action;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.resource.ResourceKey;
import java.util.List;

/** Deletes a resource that nothing names, or any, by force. */
public final class DeleteResource implements UseCase<Delete, Boolean, ResourceKey> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final ResourceSecrets secrets;
  private final SslMetadata sslMetadata;

  public DeleteResource(
      GatewayGroups groups, Resources resources, ResourceSecrets secrets, SslMetadata sslMetadata) {
    this.groups = groups;
    this.resources = resources;
    this.secrets = secrets;
    this.sslMetadata = sslMetadata;
  }

  /**
   * @param force even if another resource names it
   */
  public record Delete(Caller caller, ResourceAddress address, boolean force) implements Command {}

  @Override
  public Action action(Delete delete) {
    return delete.address().kind().deleteAction();
  }

  @Override
  public Boolean prepare(Delete delete) {
    return true;
  }

  @Override
  public Done<ResourceKey> execute(Delete delete, Boolean prepared, Permit permit) {
    ResourceAddress address = delete.address();
    GatewayGroup group =
        groups.lock(address.group()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(address.arn());
    ResourceKey key = new ResourceKey(group.scope(), address.kind(), address.id());
    if (resources.find(key).isEmpty()) {
      throw notFound("Key not found");
    }
    if (!delete.force()) {
      refuseIfUsed(key);
    }
    GatewayGroup advanced = group.withRevision(group.revision().next());
    resources.remove(key, advanced.revision());
    secrets.remove(key);
    sslMetadata.replace(key, List.of());
    groups.save(advanced);
    return Done.of(key, 200)
        .in(group.id().value())
        .on(address.text())
        .with(delete.force() ? "{\"force\":true}" : "")
        .changing(group.scope());
  }

  private void refuseIfUsed(ResourceKey key) {
    resources.referrers(key).stream()
        .findFirst()
        .ifPresent(
            user -> {
              throw invalid(
                  "can not delete this %s, %s [%s] is still using it now"
                      .formatted(key.kind().singular(), user.kind().singular(), user.id()));
            });
  }
}
