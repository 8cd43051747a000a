package io.claviger.adapters.catalogue;

import io.claviger.domain.plugin.CarrierField;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param forwards the fields of a document with its configuration by which what a request holds
 *     could be sent on
 * @param carriers those by which its metadata's secrets could be
 * @param metadataCarriers the fields of its metadata that decide where secrets of other documents
 *     go
 * @param nesting the plugins in its configuration, if it holds others
 */
record Plugin(
    Set<Place> places,
    boolean off,
    boolean consumer,
    CodeFields code,
    List<SecretRule> secrets,
    Optional<List<SecretRule>> metadata,
    List<Forward> forwards,
    List<CarrierField> carriers,
    List<CarrierField> metadataCarriers,
    Optional<Nesting> nesting) {
  Plugin {
    places = Set.copyOf(places);
    secrets = List.copyOf(secrets);
    forwards = List.copyOf(forwards);
    carriers = List.copyOf(carriers);
    metadataCarriers = List.copyOf(metadataCarriers);
  }

  /** The fields of a document, there or not, that decide where secrets of others go. */
  Stream<CarrierField> carriers(JsonObject document) {
    Stream<CarrierField> ofRequests =
        forwards.stream().filter(field -> field.countsIn(document)).map(Destinations::ofRequests);
    return Stream.concat(ofRequests, carriers.stream());
  }
}
