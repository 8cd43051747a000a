package io.claviger.domain.resource;

import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.Revision;
import java.util.Map;

/** The newest state of a resource that changed, as the data planes must come to know it. */
public sealed interface Change {
  ResourceKey key();

  Revision revision();

  /**
   * @param sealed the sealed values by the JSON Pointer of their field
   */
  record Put(Resource resource, Map<String, SealedValue> sealed) implements Change {
    @Override
    public ResourceKey key() {
      return resource.key();
    }

    @Override
    public Revision revision() {
      return resource.revision();
    }
  }

  record Deleted(ResourceKey key, Revision revision) implements Change {}
}
