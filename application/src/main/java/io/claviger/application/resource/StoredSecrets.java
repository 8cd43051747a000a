package io.claviger.application.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.Resource;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The secrets of a stored resource, opened, and found by the markers that stand for them. */
final class StoredSecrets {
  /** Of a resource that is not there, or of which none is kept. */
  static final StoredSecrets NONE = new StoredSecrets(Map.of());

  private final Map<Pointer, String> secrets;
  private final Map<Pointer, Sign> signs = new HashMap<>();
  private final Map<Sign, Pointer> places = new HashMap<>();

  /** A marker and the fields that it may stand in: all elements of an array are one. */
  private record Sign(String pattern, String marker) {}

  private StoredSecrets(Map<Pointer, String> secrets) {
    this.secrets = secrets;
  }

  /**
   * @param secrets by the fields whose markers stand in the document
   */
  static StoredSecrets of(Resource resource, Map<Pointer, String> secrets) {
    StoredSecrets stored = new StoredSecrets(secrets);
    for (Pointer pointer : secrets.keySet()) {
      if (pointer.in(resource.document()).orElse(null) instanceof JsonString marker) {
        Sign sign = new Sign(pointer.pattern(), marker.getString());
        stored.signs.put(pointer, sign);
        stored.places.putIfAbsent(sign, pointer);
      }
    }
    return stored;
  }

  /** The field where a marker was read: the same one, or another element of the same array. */
  Optional<Pointer> source(Pointer pointer, String marker) {
    Sign sign = new Sign(pointer.pattern(), marker);
    return sign.equals(signs.get(pointer))
        ? Optional.of(pointer)
        : Optional.ofNullable(places.get(sign));
  }

  /** The secret of a {@link #source}. */
  String at(Pointer source) {
    return Optional.ofNullable(secrets.get(source)).orElseThrow();
  }
}
