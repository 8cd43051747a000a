package io.claviger.application.port;

import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.Set;

/** Who is known by what, in each group; every identity belongs to one consumer or credential. */
public interface ConsumerIdentities {
  /**
   * An identity as it is stored.
   *
   * @param mark keyed, so that it tells nothing about the value
   */
  record Marked(String plugin, String mark) {}

  Optional<ResourceKey> owner(Scope scope, Marked identity);

  /** Makes these the only identities of a consumer or credential. */
  void replace(ResourceKey owner, Set<Marked> identities);
}
