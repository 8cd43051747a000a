package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.resource.DeleteResource.Delete;
import io.claviger.domain.access.Action;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes a resource that nothing names, or any, by force. The credentials of a consumer go with
 * it, each at a revision of its own.
 */
public final class DeleteResource implements UseCase<Delete, Boolean, ResourceKey> {
  private final GatewayGroups groups;
  private final Resources resources;
  private final StoredResources stored;
  private final GroupRules rules;
  private final CarrierLock carrierLock;
  private final InstantSource clock;

  public DeleteResource(
      GatewayGroups groups,
      Resources resources,
      StoredResources stored,
      GroupRules rules,
      Catalogue catalogue,
      InstantSource clock) {
    this.groups = groups;
    this.resources = resources;
    this.stored = stored;
    this.rules = rules;
    this.carrierLock = new CarrierLock(resources, catalogue);
    this.clock = clock;
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
  public Target target(Delete delete) {
    return FoundTarget.of(groups, stored, delete.address());
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
    Resource resource = resources.find(key).orElseThrow(RefusedException::noSuchKey);
    if (!delete.force()) {
      rules.refuseIfUsed(key);
    }
    carrierLock.checkDeletion(group, resource, permit, address.arn());
    List<Resource> gone = Stream.concat(belongings(key), Stream.of(resource)).toList();
    GatewayGroup advanced = group;
    for (Resource each : gone) {
      advanced = advanced.withRevision(advanced.revision().next());
      stored.remove(each, advanced.revision(), clock.instant());
    }
    groups.save(advanced);
    return Done.of(key, 200)
        .in(group.id().value())
        .on(address.text())
        .with(body(delete, gone))
        .changing(group.scope());
  }

  /** What cannot be without it: the credentials of a consumer. */
  private Stream<Resource> belongings(ResourceKey key) {
    return key.kind() == ResourceKind.CONSUMER
        ? resources
            .listBelow(key.scope(), ResourceKind.CREDENTIAL, key.id() + "/credentials/")
            .stream()
        : Stream.empty();
  }

  private static String body(Delete delete, List<Resource> gone) {
    JsonObjectBuilder body = JsonTree.object();
    if (delete.force()) {
      body.add("force", true);
    }
    if (gone.size() > 1) {
      JsonArrayBuilder names = JsonTree.array();
      gone.forEach(each -> names.add(each.key().name()));
      body.add("deleted", names);
    }
    JsonObject built = body.build();
    return built.isEmpty() ? "" : built.toString();
  }
}
