package io.claviger.application.resource;

import io.claviger.application.port.Resources;
import io.claviger.application.port.SslMetadata;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores a resource with everything that belongs to it, and removes it so: its sealed values, what
 * it names, what its certificates say, and by what its consumer is known.
 */
public final class StoredResources {
  private final Resources resources;
  private final ResourceSecrets secrets;
  private final SslMetadata sslMetadata;
  private final GroupRules rules;
  private final KnownConsumers consumers;

  public StoredResources(
      Resources resources,
      ResourceSecrets secrets,
      SslMetadata sslMetadata,
      GroupRules rules,
      KnownConsumers consumers) {
    this.resources = resources;
    this.secrets = secrets;
    this.sslMetadata = sslMetadata;
    this.rules = rules;
    this.consumers = consumers;
  }

  Optional<Resource> find(ResourceKey key) {
    return resources.find(key);
  }

  /** A resource that is stored already, as it is read. */
  Written read(Resource resource) {
    ResourceKey key = resource.key();
    return new Written(resource, isSsl(key) ? sslMetadata.of(key) : List.of(), false);
  }

  /**
   * Stores a resource that fits in with the others of its group.
   *
   * @param before what it replaces
   */
  void store(
      Optional<Resource> before,
      Resource resource,
      Map<Pointer, Secret> sealed,
      Findings findings) {
    ResourceKey key = resource.key();
    Set<ResourceKey> named = rules.check(key, resource.document(), findings.references());
    consumers.claim(key, findings.identities());
    resources.save(resource, named);
    secrets.store(before, resource, sealed);
    if (isSsl(key)) {
      sslMetadata.replace(key, findings.certificates());
    }
  }

  /** Removes it, whoever names it. */
  void remove(Resource resource, Revision revision, Instant now) {
    ResourceKey key = resource.key();
    resources.remove(key, revision, now);
    secrets.remove(resource);
    if (isSsl(key)) {
      sslMetadata.replace(key, List.of());
    }
    consumers.claim(key, List.of());
  }

  private static boolean isSsl(ResourceKey key) {
    return key.kind() == ResourceKind.SSL;
  }
}
