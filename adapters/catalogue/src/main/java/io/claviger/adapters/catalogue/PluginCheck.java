package io.claviger.adapters.catalogue;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.Pointer.Member;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** Refuses a plugin that the release does not have, does not load, or would not accept. */
record PluginCheck(Map<String, Plugin> plugins, SchemaBook schemas) {
  void check(PluginUse use) {
    Plugin plugin = known(use.name());
    if (!plugin.places().contains(use.place())) {
      throw invalid(
          "the plugin " + use.name() + " may not stand " + use.place().text() + where(use));
    }
    if (plugin.off()) {
      throw invalid(
          "the plugin "
              + use.name()
              + where(use)
              + " is off by default: a data plane that does not load it serves the rest without"
              + " it");
    }
    if (!(use.configuration() instanceof JsonObject)) {
      throw wrong(use, use.at().printable() + ": must be an object");
    }
    schemas
        .problem(schema(use, plugin), use.configuration())
        .ifPresent(
            problem -> {
              throw wrong(use, problem.below(use.at()).said(""));
            });
  }

  /** Refuses metadata that the plugin would not accept, or does not have. */
  void checkMetadata(String name, JsonObject metadata) {
    Plugin plugin = known(name);
    if (plugin.metadata().isEmpty()) {
      throw invalid("the plugin " + name + " has no metadata");
    }
    schemas
        .problem(SchemaBook.metadataOf(name), metadata)
        .ifPresent(
            problem -> {
              throw invalid("invalid configuration: " + problem.said("plugin metadata"));
            });
  }

  private Plugin known(String name) {
    return Optional.ofNullable(plugins.get(name))
        .orElseThrow(() -> invalid("unknown plugin [" + new Member(name).printable() + "]"));
  }

  private static String schema(PluginUse use, Plugin plugin) {
    return plugin.consumer() && use.place().ofConsumer()
        ? SchemaBook.consumerOf(use.name())
        : SchemaBook.configurationOf(use.name());
  }

  private static String where(PluginUse use) {
    return " (" + use.at().printable() + ")";
  }

  private static RuntimeException wrong(PluginUse use, String problem) {
    return invalid(
        "failed to check the configuration of plugin " + use.name() + " err: " + problem);
  }
}
