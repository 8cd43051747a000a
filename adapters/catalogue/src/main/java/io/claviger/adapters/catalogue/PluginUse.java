package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.stream.Stream;

/** One configuration of a plugin in a document: who, where, and what. */
record PluginUse(String name, Pointer at, JsonValue configuration, Place place) {
  /** The plugins of an object {@code {name: configuration}}. */
  static Stream<PluginUse> members(Pointer at, JsonObject plugins, Place place) {
    return plugins.entrySet().stream()
        .map(plugin -> of(plugin.getKey(), at, plugin.getValue(), place));
  }

  private static PluginUse of(String name, Pointer at, JsonValue configuration, Place place) {
    return new PluginUse(name, at.member(name), configuration, place);
  }
}
