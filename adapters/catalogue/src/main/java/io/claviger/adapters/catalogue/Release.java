package io.claviger.adapters.catalogue;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.FieldPath;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One version of APISIX. */
final class Release {
  private static final String PLUGINS = "plugins";
  private static final FieldPath LOGGERS = new FieldPath("protocol.logger");

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
    if (kind == ResourceKind.PLUGIN_METADATA) {
      pluginCheck.checkMetadata(document.getString("id"), document);
    }
    uses(kind, document).forEach(pluginCheck::check);
    secretPlaces(kind, document).forEach(SecretPlace::refuseUnquoted);
  }

  List<PluginConfiguration> plugins(ResourceKind kind, JsonObject document) {
    return uses(kind, document)
        .filter(use -> use.configuration() instanceof JsonObject)
        .map(
            use ->
                new PluginConfiguration(use.name(), use.at(), use.configuration().asJsonObject()))
        .toList();
  }

  /** The plugins that are loaded by default and may stand at one of these places. */
  List<String> pluginsAt(Set<Place> places) {
    return plugins.entrySet().stream()
        .filter(plugin -> !plugin.getValue().off())
        .filter(plugin -> !Collections.disjoint(plugin.getValue().places(), places))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  Optional<JsonObject> schema(String place) {
    return schemas.schema(place);
  }

  List<SecretField> secretFields(ResourceKind kind, JsonObject document) {
    return secretPlaces(kind, document)
        .flatMap(place -> place.rule().secrets(place.at(), place.configuration(), document))
        .distinct()
        .toList();
  }

  /** A configuration, and a rule that says where in it a secret is. */
  private record SecretPlace(SecretRule rule, Pointer at, JsonValue configuration) {
    /** Only a string can be sealed; anything else would stay for all to read. */
    void refuseUnquoted() {
      for (Pointer pointer : rule.field().unquoted(at, configuration)) {
        throw invalid(pointer.printable() + ": is a secret, and must be sent as a string");
      }
    }
  }

  private Stream<SecretPlace> secretPlaces(ResourceKind kind, JsonObject document) {
    Stream<SecretRule> ofMetadata =
        kind == ResourceKind.PLUGIN_METADATA
            ? plugin(document.getString("id")).flatMap(Plugin::metadata).stream()
                .flatMap(List::stream)
            : Stream.empty();
    Stream<SecretPlace> ofDocument =
        Stream.concat(kind(kind).secrets().stream(), ofMetadata)
            .map(rule -> new SecretPlace(rule, Pointer.ROOT, document));
    return Stream.concat(ofDocument, uses(kind, document).flatMap(this::secretPlaces));
  }

  List<CarrierField> carrierFields(ResourceKind kind, JsonObject document) {
    Stream<CarrierField> ofPlugins =
        kind(kind).plugins().isPresent()
            ? plugins.values().stream().flatMap(plugin -> plugin.carriers(document))
            : Stream.empty();
    Stream<CarrierField> ofMetadata =
        kind == ResourceKind.PLUGIN_METADATA
            ? plugin(document.getString("id")).stream()
                .flatMap(plugin -> plugin.metadataCarriers().stream())
            : Stream.empty();
    return Stream.of(kind(kind).carriers().stream(), ofPlugins, ofMetadata)
        .flatMap(found -> found)
        .toList();
  }

  List<Pointer> codeFields(ResourceKind kind, JsonObject document) {
    Stream<Pointer> own = kind(kind).code().in(Pointer.ROOT, document);
    return Stream.concat(own, uses(kind, document).flatMap(this::code)).toList();
  }

  private Stream<Pointer> code(PluginUse use) {
    Stream<Pointer> ofAll = CodeFields.OF_EVERY_PLUGIN.in(use.at(), use.configuration());
    return plugin(use.name()).stream()
        .flatMap(plugin -> Stream.concat(ofAll, plugin.code().in(use.at(), use.configuration())));
  }

  private Stream<SecretPlace> secretPlaces(PluginUse use) {
    return plugin(use.name()).stream()
        .flatMap(plugin -> plugin.secrets().stream())
        .map(rule -> new SecretPlace(rule, use.at(), use.configuration()));
  }

  /** All uses of plugins in a document; each comes before those inside it. */
  private Stream<PluginUse> uses(ResourceKind kind, JsonObject document) {
    Stream<PluginUse> own =
        kind(kind).plugins().isPresent() && document.get(PLUGINS) instanceof JsonObject members
            ? PluginUse.members(Pointer.of(PLUGINS), members, kind(kind).plugins().get())
            : Stream.empty();
    return Stream.concat(own, loggers(kind, document)).flatMap(this::withInner);
  }

  /** The plugins that log for the protocol of a stream route. */
  private static Stream<PluginUse> loggers(ResourceKind kind, JsonObject document) {
    return kind == ResourceKind.STREAM_ROUTE
        ? LOGGERS.values(Pointer.ROOT, document).entrySet().stream()
            .filter(found -> found.getValue() instanceof JsonArray)
            .flatMap(found -> PluginUse.named(found.getKey(), found.getValue().asJsonArray()))
        : Stream.empty();
  }

  private Stream<PluginUse> withInner(PluginUse use) {
    Stream<PluginUse> inner =
        plugin(use.name()).flatMap(Plugin::nesting).stream()
            .flatMap(nesting -> nesting.uses(use.at(), use.configuration()))
            .flatMap(this::withInner);
    return Stream.concat(Stream.of(use), inner);
  }

  private Optional<Plugin> plugin(String name) {
    return Optional.ofNullable(plugins.get(name));
  }

  private Kind kind(ResourceKind kind) {
    return Optional.ofNullable(kinds.get(kind))
        .orElseThrow(() -> new IllegalStateException("no data of " + kind));
  }
}
