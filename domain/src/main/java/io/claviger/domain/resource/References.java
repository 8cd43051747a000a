package io.claviger.domain.resource;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.FieldPath;
import io.claviger.domain.plugin.PluginConfiguration;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a document names and holds of other kinds.
 *
 * @param plugins all configurations of plugins in the document, those inside others too
 */
public record References(
    ResourceKind kind, JsonObject document, List<PluginConfiguration> plugins) {
  /** The certificate with which a gateway shows itself to an upstream. */
  private static final ReferenceField CLIENT_CERTIFICATE =
      ReferenceField.of("tls.client_cert_id", ResourceKind.SSL);

  private static final Map<String, ReferenceField> IN_PLUGINS =
      Map.of(
          "traffic-split",
          ReferenceField.of("rules.weighted_upstreams.upstream_id", ResourceKind.UPSTREAM),
          "grpc-transcode",
          ReferenceField.of("proto_id", ResourceKind.PROTO));

  private static final Map<String, FieldPath> UPSTREAMS_IN_PLUGINS =
      Map.of("traffic-split", new FieldPath("rules.weighted_upstreams.upstream"));

  public References {
    plugins = List.copyOf(plugins);
  }

  /** The resources that the document names. */
  public List<Reference> all() {
    Stream<Reference> own =
        kind.references().stream().flatMap(field -> field.in(Pointer.ROOT, document));
    Stream<Reference> ofPlugins =
        plugins.stream()
            .flatMap(
                plugin ->
                    Optional.ofNullable(IN_PLUGINS.get(plugin.name())).stream()
                        .flatMap(field -> field.in(plugin.at(), plugin.configuration())));
    Stream<Reference> ofUpstreams =
        upstreams().entrySet().stream()
            .flatMap(upstream -> CLIENT_CERTIFICATE.in(upstream.getKey(), upstream.getValue()));
    return Stream.of(own, ofPlugins, ofUpstreams).flatMap(found -> found).toList();
  }

  /** The upstreams that the document is or holds. */
  public Map<Pointer, JsonObject> upstreams() {
    Map<Pointer, JsonObject> found = new LinkedHashMap<>();
    kind.upstreams().forEach(path -> add(path.values(Pointer.ROOT, document), found));
    plugins.forEach(
        plugin ->
            Optional.ofNullable(UPSTREAMS_IN_PLUGINS.get(plugin.name()))
                .ifPresent(path -> add(path.values(plugin.at(), plugin.configuration()), found)));
    return found;
  }

  private static void add(Map<Pointer, JsonValue> values, Map<Pointer, JsonObject> found) {
    values.forEach(
        (pointer, value) -> {
          if (value instanceof JsonObject upstream) {
            found.put(pointer, upstream);
          }
        });
  }
}
