package io.claviger.application.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Index;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where certificates stand in a document, and their key.
 *
 * @param key none of those of authorities
 */
public record Chain(Pointer certificates, Optional<Pointer> key) {
  /** Whether another document has the same ones, there or elsewhere in the same array. */
  boolean isOf(JsonValue document, JsonValue other) {
    return places(other)
        .anyMatch(
            place ->
                same(certificates, document, place.certificates, other)
                    && key.stream()
                        .allMatch(at -> same(at, document, place.key.orElseThrow(), other)));
  }

  private static boolean same(Pointer at, JsonValue document, Pointer place, JsonValue other) {
    Optional<JsonValue> value = at.in(document);
    return value.isPresent() && value.equals(place.in(other));
  }

  private Stream<Chain> places(JsonValue other) {
    if (!(certificates.steps().getLast() instanceof Index)) {
      return Stream.of(this);
    }
    int size = array(certificates).in(other).map(found -> ((JsonArray) found).size()).orElse(0);
    return IntStream.range(0, size)
        .mapToObj(i -> new Chain(array(certificates).index(i), key.map(at -> array(at).index(i))));
  }

  private static Pointer array(Pointer element) {
    return new Pointer(element.steps().subList(0, element.steps().size() - 1));
  }
}
