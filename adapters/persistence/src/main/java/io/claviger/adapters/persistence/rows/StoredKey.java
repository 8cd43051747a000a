package io.claviger.adapters.persistence.rows;

import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Embeddable;

/** The primary key of what belongs to a resource. */
@Embeddable
public record StoredKey(String scope, String kind, String id) {
  public static StoredKey of(ResourceKey key) {
    return new StoredKey(key.scope().value(), key.kind().path(), key.id().value());
  }

  public ResourceKey toResourceKey() {
    ResourceKind known = ResourceKind.parse(kind);
    return new ResourceKey(new Scope(scope), known, known.id(id));
  }
}
