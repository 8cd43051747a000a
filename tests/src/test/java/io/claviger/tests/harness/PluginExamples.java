package io.claviger.tests.harness;

import static java.util.Objects.requireNonNull;

import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map.Entry;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Configurations of every plugin that has secrets, each of which a gateway accepts, with all of its
 * secrets and of what decides where they go. The file has words in capitals where the secrets
 * belong.
 */
public final class PluginExamples {
  private static final String FILE = "plugin-examples.json";

  /** Longer ones first: one is the start of another. */
  private static final List<String> PLACES =
      List.of("SECRET-22", "SECRET-32", "SECRET", "CERTIFICATE", "PRIVATE-KEY");

  private PluginExamples() {}

  /**
   * One configuration.
   *
   * @param kind what it stands in: {@code routes}, {@code consumers} or {@code plugin_metadata}
   * @param id of a resource of its own
   */
  public record Example(String kind, String plugin, String id, JsonObject configuration) {
    /** A resource of the kind with this configuration, its secrets filled in. */
    public JsonObject document(UnaryOperator<String> secrets) {
      JsonObject filled =
          JsonStrings.replace(configuration, (at, text) -> filled(text, secrets)).asJsonObject();
      JsonObject plugins = JsonTree.object().add(plugin, filled).build();
      return switch (kind) {
        case "routes" ->
            JsonTree.object()
                .add("uri", "/" + id)
                .add("upstream", upstream())
                .add("plugins", plugins)
                .build();
        case "consumers" -> JsonTree.object().add("username", id).add("plugins", plugins).build();
        default -> filled;
      };
    }

    private static JsonObject upstream() {
      return JsonTree.object()
          .add("nodes", JsonTree.object().add("127.0.0.1:80", JsonTree.number(1)))
          .build();
    }

    private static String filled(String text, UnaryOperator<String> secrets) {
      return PLACES.stream()
          .filter(text::contains)
          .findFirst()
          .map(place -> text.replace(place, secrets.apply(place)))
          .orElse(text);
    }

    @Override
    public String toString() {
      return kind + " " + id;
    }
  }

  /** Those of a kind. */
  public static List<Example> of(String kind) {
    return requireNonNull(read().getJsonObject(kind)).entrySet().stream()
        .flatMap(plugin -> examples(kind, plugin))
        .toList();
  }

  private static Stream<Example> examples(String kind, Entry<String, JsonValue> plugin) {
    JsonArray configurations = plugin.getValue().asJsonArray();
    return IntStream.range(0, configurations.size())
        .mapToObj(
            i ->
                new Example(
                    kind,
                    plugin.getKey(),
                    plugin.getKey() + "-" + i,
                    configurations.getJsonObject(i)));
  }

  private static JsonObject read() {
    try (InputStream in = requireNonNull(PluginExamples.class.getResourceAsStream(FILE))) {
      return StrictJson.object(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
