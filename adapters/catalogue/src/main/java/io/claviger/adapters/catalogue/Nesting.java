package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plugins inside a plugin's configuration.
 *
 * @param place what the inner plugins are, which also says how they are written: {@link
 *     Place#MULTI_AUTH} as objects {@code {name: configuration}}, {@link Place#WORKFLOW} as pairs
 *     {@code [name, configuration]}
 * @param path names on the way to the array of them; arrays on the way stand for their elements
 */
record Nesting(Place place, List<String> path) {
  /** An action that is no plugin. */
  private static final String RETURN = "return";

  /** The inner plugins of a configuration; what has another shape is left to its schema. */
  Stream<PluginUse> uses(Pointer at, JsonValue configuration) {
    return elements(at, configuration, path);
  }

  private Stream<PluginUse> elements(Pointer at, JsonValue value, List<String> rest) {
    if (rest.isEmpty()) {
      return use(at, value);
    }
    if (value instanceof JsonObject object
        && object.get(rest.getFirst()) instanceof JsonArray array) {
      Pointer below = at.member(rest.getFirst());
      List<String> later = rest.subList(1, rest.size());
      return IntStream.range(0, array.size())
          .boxed()
          .flatMap(i -> elements(below.index(i), array.get(i), later));
    }
    return Stream.empty();
  }

  private Stream<PluginUse> use(Pointer at, JsonValue value) {
    return switch (value) {
      case JsonObject members when place == Place.MULTI_AUTH ->
          PluginUse.members(at, members, place);
      case JsonArray pair
          when place == Place.WORKFLOW
              && pair.size() > 1
              && pair.getFirst() instanceof JsonString name
              && !name.getString().equals(RETURN) ->
          Stream.of(new PluginUse(name.getString(), at.index(1), pair.get(1), place));
      default -> Stream.empty();
    };
  }
}
