package io.claviger.domain.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.shared.Scope;

/** Which resource: the group it belongs to, its kind and its id. */
public record ResourceKey(Scope scope, ResourceKind kind, ResourceId id) {

  public Place place(Pointer pointer) {
    return new Place(scope, kind.path(), id.value(), pointer);
  }

  /**
   * The key under which data planes and the Admin API know it, such as {@code /apisix/routes/1}.
   */
  public String wireKey() {
    return "/apisix/" + kind.path() + "/" + id;
  }
}
