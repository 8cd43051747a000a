package io.claviger.adapters.catalogue;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One version of APISIX. */
final class Release {
  private static final String PLUGINS = "plugins";

  private final Map<ResourceKind, Kind> kinds;
  private final Map<String, Plugin> plugins;
  private final SchemaBook schemas;
  private final PluginCheck pluginCheck;

  Release(Map<ResourceKind, Kind> kinds, Map<String, Plugin> plugins, SchemaBook schemas) {
    this.kinds = Map.copyOf(kinds);
    this.plugins = Map.copyOf(plugins);
    this.schemas = schemas;
    this.pluginCheck = new PluginCheck(this.plugins, schemas);
  }

  void check(ResourceKind kind, JsonObject document) {
    schemas
        .problem(SchemaBook.kind(kind), document)
        .ifPresent(
            problem -> {
              throw invalid("invalid configuration: " + problem.said(kind.singular()));
            });
    uses(kind, document).forEach(pluginCheck::check);
  }

  List<SecretField> secretFields(ResourceKind kind, JsonObject document) {
    Stream<SecretField> own =
        kind(kind).secrets().stream().flatMap(rule -> rule.secrets(Pointer.ROOT, document));
    return Stream.concat(own, uses(kind, document).flatMap(this::secrets)).distinct().toList();
  }

  List<Pointer> codeFields(ResourceKind kind, JsonObject document) {
    Stream<Pointer> own = kind(kind).code().in(Pointer.ROOT, document);
    return Stream.concat(own, uses(kind, document).flatMap(this::code)).toList();
  }

  private Stream<Pointer> code(PluginUse use) {
    Stream<Pointer> ofAll = CodeFields.OF_EVERY_PLUGIN.in(use.at(), use.configuration());
    return plugin(use).stream()
        .flatMap(plugin -> Stream.concat(ofAll, plugin.code().in(use.at(), use.configuration())));
  }

  private Stream<SecretField> secrets(PluginUse use) {
    return plugin(use).stream()
        .flatMap(plugin -> plugin.secrets().stream())
        .flatMap(rule -> rule.secrets(use.at(), use.configuration()));
  }

  /** All uses of plugins in a document; each comes before those inside it. */
  private Stream<PluginUse> uses(ResourceKind kind, JsonObject document) {
    if (kind(kind).plugins().isPresent() && document.get(PLUGINS) instanceof JsonObject members) {
      return PluginUse.members(Pointer.of(PLUGINS), members, kind(kind).plugins().get())
          .flatMap(this::withInner);
    }
    return Stream.empty();
  }

  private Stream<PluginUse> withInner(PluginUse use) {
    Stream<PluginUse> inner =
        plugin(use).flatMap(Plugin::nesting).stream()
            .flatMap(nesting -> nesting.uses(use.at(), use.configuration()))
            .flatMap(this::withInner);
    return Stream.concat(Stream.of(use), inner);
  }

  private Optional<Plugin> plugin(PluginUse use) {
    return Optional.ofNullable(plugins.get(use.name()));
  }

  private Kind kind(ResourceKind kind) {
    return Optional.ofNullable(kinds.get(kind))
        .orElseThrow(() -> new IllegalStateException("no data of " + kind));
  }
}
