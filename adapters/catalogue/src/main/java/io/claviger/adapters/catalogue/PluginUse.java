package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One configuration of a plugin in a document: who, where, and what. */
record PluginUse(String name, Pointer at, JsonValue configuration, Place place) {
  /** The plugins of an object {@code {name: configuration}}. */
  static Stream<PluginUse> members(Pointer at, JsonObject plugins, Place place) {
    return plugins.entrySet().stream()
        .map(plugin -> of(plugin.getKey(), at, plugin.getValue(), place));
  }

  /** The plugins of an array {@code [{"name","conf"}]} in a stream route. */
  static Stream<PluginUse> named(Pointer at, JsonArray plugins) {
    return IntStream.range(0, plugins.size())
        .boxed()
        .filter(i -> plugins.get(i) instanceof JsonObject)
        .flatMap(i -> named(at.index(i), plugins.getJsonObject(i)));
  }

  private static Stream<PluginUse> named(Pointer at, JsonObject plugin) {
    return plugin.get("name") instanceof JsonString name && plugin.containsKey("conf")
        ? Stream.of(
            new PluginUse(name.getString(), at.member("conf"), plugin.get("conf"), Place.STREAM))
        : Stream.empty();
  }

  private static PluginUse of(String name, Pointer at, JsonValue configuration, Place place) {
    return new PluginUse(name, at.member(name), configuration, place);
  }
}
