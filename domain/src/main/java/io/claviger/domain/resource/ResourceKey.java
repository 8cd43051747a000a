package io.claviger.domain.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.shared.Scope;
import java.util.Optional;

/** Which resource: the group it belongs to, its kind and its id. */
public record ResourceKey(Scope scope, ResourceKind kind, ResourceId id) {

  public Place place(Pointer pointer) {
    return new Place(scope, kind.path(), id.value(), pointer);
  }

  /**
   * The key under which data planes and the Admin API know it, such as {@code /apisix/routes/1}.
   */
  public String wireKey() {
    return "/apisix/" + name();
  }

  /** Such as {@code routes/1} or {@code consumers/jack/credentials/c1}. */
  public String name() {
    return kind.directory() + "/" + id;
  }

  /** What it cannot be without: the consumer of a credential. */
  public Optional<ResourceKey> owner() {
    return kind == ResourceKind.CREDENTIAL
        ? Optional.of(
            new ResourceKey(scope, ResourceKind.CONSUMER, ResourceKind.CONSUMER.id(id.first())))
        : Optional.empty();
  }
}
