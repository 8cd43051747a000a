package io.claviger.domain.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Visits or replaces the strings of a document, in document order. */
public final class JsonStrings {
  private JsonStrings() {}

  /** The values; names of members are not among them. */
  public static void visit(JsonValue document, BiConsumer<Pointer, String> visitor) {
    visit(Pointer.ROOT, document, visitor);
  }

  /** The names of all members, each with the object that it is in. */
  public static void visitNames(JsonValue document, BiConsumer<Pointer, String> visitor) {
    visitNames(Pointer.ROOT, document, visitor);
  }

  /** The same document with every string replaced by what the function makes of it. */
  public static JsonValue replace(
      JsonValue document, BiFunction<Pointer, String, String> replacement) {
    return replace(Pointer.ROOT, document, replacement);
  }

  private static void visit(Pointer at, JsonValue value, BiConsumer<Pointer, String> visitor) {
    switch (value) {
      case JsonObject object ->
          object.forEach((name, member) -> visit(at.member(name), member, visitor));
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          visit(at.index(i), array.get(i), visitor);
        }
      }
      case JsonString string -> visitor.accept(at, string.getString());
      default -> {}
    }
  }

  private static void visitNames(Pointer at, JsonValue value, BiConsumer<Pointer, String> visitor) {
    switch (value) {
      case JsonObject object ->
          object.forEach(
              (name, member) -> {
                visitor.accept(at, name);
                visitNames(at.member(name), member, visitor);
              });
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          visitNames(at.index(i), array.get(i), visitor);
        }
      }
      default -> {}
    }
  }

  private static JsonValue replace(
      Pointer at, JsonValue value, BiFunction<Pointer, String, String> replacement) {
    return switch (value) {
      case JsonObject object -> {
        JsonObjectBuilder copy = JsonTree.object();
        object.forEach(
            (name, member) -> copy.add(name, replace(at.member(name), member, replacement)));
        yield copy.build();
      }
      case JsonArray array -> {
        JsonArrayBuilder copy = JsonTree.array();
        for (int i = 0; i < array.size(); i++) {
          copy.add(replace(at.index(i), array.get(i), replacement));
        }
        yield copy.build();
      }
      case JsonString string -> {
        String text = replacement.apply(at, string.getString());
        yield text.equals(string.getString()) ? string : JsonTree.string(text);
      }
      default -> value;
    };
  }
}
