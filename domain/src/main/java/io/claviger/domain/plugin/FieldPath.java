package io.claviger.domain.plugin;

import static java.util.function.Predicate.not;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Names fields of a plugin's configuration as APISIX's {@code encrypt_fields} do: dotted, arrays on
 * the way stand for each of their elements, and a last field that is a list or a map of strings
 * stands for each of its strings. A last field {@code <credential>} stands for the members, or the
 * lines {@code Name: value} of a list, whose names are {@linkplain CredentialName credentials'}.
 */
public record FieldPath(String text) {
  private static final List<String> CREDENTIAL = List.of("<credential>");

  /** Where the path leads in a configuration: the pointers of strings. */
  public List<Pointer> strings(Pointer at, JsonValue configuration) {
    return leaves(at, configuration, JsonString.class::isInstance);
  }

  /** Where it leads to numbers and booleans, of which some fields take one for a string. */
  public List<Pointer> unquoted(Pointer at, JsonValue configuration) {
    return leaves(at, configuration, FieldPath::isUnquoted);
  }

  private List<Pointer> leaves(Pointer at, JsonValue configuration, Predicate<JsonValue> wanted) {
    Map<Pointer, JsonValue> found = new LinkedHashMap<>();
    descend(at, configuration, List.of(text.split("\\.")), found);
    found.values().removeIf(not(wanted));
    return List.copyOf(found.keySet());
  }

  private static boolean isUnquoted(JsonValue value) {
    return value instanceof JsonNumber || value == JsonValue.TRUE || value == JsonValue.FALSE;
  }

  /** Where the path leads, whatever is there; an empty path leads to the value itself. */
  public Map<Pointer, JsonValue> values(Pointer at, JsonValue configuration) {
    Map<Pointer, JsonValue> found = new LinkedHashMap<>();
    collect(at, configuration, text.isEmpty() ? List.of() : List.of(text.split("\\.")), found);
    return found;
  }

  private static void collect(
      Pointer at, JsonValue value, List<String> rest, Map<Pointer, JsonValue> found) {
    if (rest.isEmpty()) {
      found.put(at, value);
      return;
    }
    switch (value) {
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          collect(at.index(i), array.get(i), rest, found);
        }
      }
      case JsonObject object -> {
        JsonValue member = object.get(rest.getFirst());
        if (member != null) {
          collect(at.member(rest.getFirst()), member, rest.subList(1, rest.size()), found);
        }
      }
      default -> {}
    }
  }

  private static void descend(
      Pointer at, JsonValue value, List<String> rest, Map<Pointer, JsonValue> found) {
    switch (value) {
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          descend(at.index(i), array.get(i), rest, found);
        }
      }
      case JsonObject object when rest.equals(CREDENTIAL) ->
          object.forEach(
              (name, member) -> {
                if (CredentialName.matches(name)) {
                  descend(at.member(name), member, List.of(), found);
                }
              });
      case JsonString line when rest.equals(CREDENTIAL) -> {
        if (CredentialName.startsLine(line.getString())) {
          found.put(at, value);
        }
      }
      case JsonObject object when !rest.isEmpty() -> {
        JsonValue member = object.get(rest.getFirst());
        if (member != null) {
          descend(at.member(rest.getFirst()), member, rest.subList(1, rest.size()), found);
        }
      }
      case JsonObject object ->
          object.forEach((name, member) -> descend(at.member(name), member, rest, found));
      default -> {
        if (rest.isEmpty()) {
          found.put(at, value);
        }
      }
    }
  }
}
