package io.claviger.adapters.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What a kind of resource is, beside its schema.
 *
 * @param plugins what its plugins stand in, if it has any
 * @param code its fields that a gateway runs
 */
record Kind(Optional<Place> plugins, CodeFields code, List<SecretRule> secrets) {
  Kind {
    secrets = List.copyOf(secrets);
  }
}
