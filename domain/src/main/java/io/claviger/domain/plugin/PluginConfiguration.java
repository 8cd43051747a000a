package io.claviger.domain.plugin;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonObject;

/** One configuration of a plugin in a document, at whatever depth: which, where, and what. */
public record PluginConfiguration(String name, Pointer at, JsonObject configuration) {}
