package io.claviger.adapters.catalogue;

import io.claviger.domain.plugin.CarrierField;
import java.util.List;
import java.util.Optional;

/**
 * What a kind of resource is, beside its schema.
 *
 * @param plugins what its plugins stand in, if it has any
 * @param carriers its own fields that decide where requests go
 * @param code its fields that a gateway runs
 */
record Kind(
    Optional<Place> plugins,
    List<CarrierField> carriers,
    CodeFields code,
    List<SecretRule> secrets) {
  Kind {
    carriers = List.copyOf(carriers);
    secrets = List.copyOf(secrets);
  }
}
