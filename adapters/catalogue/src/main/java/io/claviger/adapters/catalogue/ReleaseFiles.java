package io.claviger.adapters.catalogue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.plugin.FieldPath;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a release from its folder.
 *
 * <ul>
 *   <li>{@code shared.json}: schemas that others refer to as {@code #/shared/name}
 *   <li>{@code kinds/routes.json}, …: {@code schema}; {@code plugins}, the place its plugins stand
 *       in; {@code code}, the fields that a gateway runs; {@code secrets}, each {@code fields} and,
 *       in {@code to}, their {@linkplain Destinations destinations}, empty if the gateway keeps
 *       them to itself, and {@code since}, the first version of APISIX that encrypts them itself,
 *       if any does; {@code forwards}, the fields that decide where requests go
 *   <li>{@code plugins.json}: every plugin by name: {@code in}, its places (HTTP and consumer if
 *       absent); {@code off}; {@code code}, where {@code .} is all of it; {@code secrets}; {@code
 *       holds}, its inner plugins; {@code metadata}, the secrets of its metadata if it has any
 *       metadata; {@code forwards}, the fields by which it could send what a request holds to
 *       others than its upstream, or choose another upstream: all of it and its metadata where
 *       absent; of {@code name.<variable>} only a value that names a {@linkplain Forward variable}
 *   <li>{@code plugins/key-auth.json}, …: the plugin's schemas: {@code conf}, {@code consumer},
 *       {@code metadata}. A plugin without a file takes any configuration.
 * </ul>
 */
final class ReleaseFiles {
  private static final Set<Place> USUAL = Set.of(Place.HTTP, Place.CONSUMER);
  private static final JsonObject META = JsonTree.strings(Map.of("$ref", "#/shared/meta"));

  private final String folder;
  private final JsonObject shared;
  private final Destinations destinations;
  private final Map<ResourceKind, Kind> kinds = new EnumMap<>(ResourceKind.class);
  private final Map<String, Plugin> plugins = new HashMap<>();
  private final JsonObjectBuilder kindSchemas = JsonTree.object();
  private final JsonObjectBuilder pluginSchemas = JsonTree.object();

  ReleaseFiles(String version) {
    this.folder = version + "/";
    this.shared = required("shared");
    this.destinations =
        new Destinations(
            Stream.of(ResourceKind.ROUTE, ResourceKind.CONSUMER)
                .map(kind -> required("kinds/" + kind.path()))
                .toList(),
            required("plugins"));
  }

  Release release() {
    for (ResourceKind kind : ResourceKind.values()) {
      JsonObject data = required("kinds/" + kind.path());
      kinds.put(kind, kind(data));
      kindSchemas.add(kind.path(), data.getJsonObject("schema"));
    }
    required("plugins").forEach((name, facts) -> addPlugin(name, facts.asJsonObject()));
    JsonObject book =
        JsonTree.object()
            .add("shared", shared)
            .add("kinds", kindSchemas)
            .add("plugins", pluginSchemas)
            .build();
    return new Release(kinds, plugins, new SchemaBook(book));
  }

  private Kind kind(JsonObject data) {
    return new Kind(
        Optional.ofNullable(data.getString("plugins", null)).map(Place::of),
        Destinations.ofRequests(data),
        code(data),
        secrets("", data, "secrets"));
  }

  private void addPlugin(String name, JsonObject facts) {
    JsonObject schemas = read("plugins/" + name).orElse(JsonValue.EMPTY_JSON_OBJECT);
    JsonObjectBuilder withMeta = JsonTree.object().add("conf", withMeta(member(schemas, "conf")));
    boolean consumer = schemas.containsKey("consumer");
    if (consumer) {
      withMeta.add("consumer", withMeta(member(schemas, "consumer")));
    }
    if (facts.containsKey("metadata")) {
      withMeta.add("metadata", member(schemas, "metadata"));
    }
    pluginSchemas.add(name, withMeta);
    plugins.put(
        name,
        new Plugin(
            places(facts),
            facts.getBoolean("off", false),
            consumer,
            code(facts),
            secrets(name, facts, "secrets"),
            facts.containsKey("metadata")
                ? Optional.of(secrets(name, facts, "metadata"))
                : Optional.empty(),
            Destinations.forwards(name, facts),
            Destinations.ofConfiguration(name, facts),
            Destinations.ofMetadata(name, facts, members(member(schemas, "metadata"))),
            nesting(facts)));
  }

  /** Every plugin takes {@code _meta}, which the gateway itself reads. */
  private static JsonObject withMeta(JsonObject schema) {
    JsonObject properties =
        JsonTree.object(member(schema, "properties")).add("_meta", META).build();
    return JsonTree.object(schema).add("properties", properties).build();
  }

  private static JsonObject member(JsonObject object, String name) {
    return object.containsKey(name) ? object.getJsonObject(name) : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** The names that a schema has, and the shared ones that it refers to. */
  private Stream<String> members(JsonObject schema) {
    Stream<String> ofShared =
        schema.getOrDefault("allOf", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(part -> part.asJsonObject().getString("$ref").substring("#/shared/".length()))
            .flatMap(name -> members(member(shared, name)));
    return Stream.concat(member(schema, "properties").keySet().stream(), ofShared);
  }

  private static Set<Place> places(JsonObject facts) {
    return facts.containsKey("in")
        ? strings(facts, "in").map(Place::of).collect(Collectors.toSet())
        : USUAL;
  }

  private static Optional<Nesting> nesting(JsonObject facts) {
    return Optional.ofNullable(facts.getJsonObject("holds"))
        .map(
            holds ->
                new Nesting(
                    Place.of(holds.getString("as")), List.of(holds.getString("at").split("\\."))));
  }

  private static CodeFields code(JsonObject facts) {
    return CodeFields.of(strings(facts, "code").toList());
  }

  private List<SecretRule> secrets(String plugin, JsonObject facts, String name) {
    JsonArray groups =
        facts.containsKey(name) ? facts.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
    return groups.stream()
        .map(JsonValue::asJsonObject)
        .flatMap(group -> rules(plugin, group))
        .toList();
  }

  private Stream<SecretRule> rules(String plugin, JsonObject group) {
    List<String> to = strings(group, "to").toList();
    return strings(group, "fields")
        .map(
            field ->
                new SecretRule(
                    new FieldPath(field),
                    Destinations.inConfiguration(to),
                    destinations.inDocument(to),
                    Destinations.carriers(plugin, to)));
  }

  static Stream<String> strings(JsonObject object, String name) {
    return object.containsKey(name)
        ? object.getJsonArray(name).getValuesAs(JsonString::getString).stream()
        : Stream.empty();
  }

  private JsonObject required(String name) {
    return read(name).orElseThrow(() -> new IllegalStateException("no " + folder + name));
  }

  private Optional<JsonObject> read(String name) {
    try (InputStream file = ReleaseFiles.class.getResourceAsStream(folder + name + ".json")) {
      return file == null ? Optional.empty() : Optional.of(StrictJson.object(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
