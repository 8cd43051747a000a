package io.claviger.domain.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.FieldPath;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field that names another resource of the same group.
 *
 * @param path dotted; arrays on the way stand for each of their elements
 */
record ReferenceField(FieldPath path, ResourceKind kind) {
  static ReferenceField of(String path, ResourceKind kind) {
    return new ReferenceField(new FieldPath(path), kind);
  }

  /** What the field names in a document, or in a part of it that stands at a pointer. */
  Stream<Reference> in(Pointer at, JsonValue value) {
    return path.values(at, value).entrySet().stream()
        .flatMap(
            found ->
                text(found.getValue()).stream()
                    .map(id -> new Reference(found.getKey(), kind, kind.id(id))));
  }

  private static Optional<String> text(JsonValue value) {
    return switch (value) {
      case JsonString string -> Optional.of(string.getString());
      case JsonNumber number -> Optional.of(number.toString());
      default -> Optional.empty();
    };
  }
}
