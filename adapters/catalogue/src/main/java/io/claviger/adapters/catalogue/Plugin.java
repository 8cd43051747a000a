package io.claviger.adapters.catalogue;

import io.claviger.domain.plugin.CarrierField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plugin is.
 *
 * @param places where it may stand
 * @param off whether APISIX loads it only where its own configuration says so
 * @param consumer whether it has a configuration of its own for consumers and credentials
 * @param code the parts of its configuration that a gateway runs
 * @param secrets its secret fields; those of a consumer's configuration count everywhere, because a
 *     credential in the wrong place is still one
 * @param metadata the secret fields of its metadata, if it has any metadata
 * @param carriers the fields of a document with its configuration that decide where secrets of
 *     other documents go
 * @param metadataCarriers the same of its metadata
 * @param nesting the plugins in its configuration, if it holds others
 */
record Plugin(
    Set<Place> places,
    boolean off,
    boolean consumer,
    CodeFields code,
    List<SecretRule> secrets,
    Optional<List<SecretRule>> metadata,
    List<CarrierField> carriers,
    List<CarrierField> metadataCarriers,
    Optional<Nesting> nesting) {
  Plugin {
    places = Set.copyOf(places);
    secrets = List.copyOf(secrets);
    carriers = List.copyOf(carriers);
    metadataCarriers = List.copyOf(metadataCarriers);
  }
}
