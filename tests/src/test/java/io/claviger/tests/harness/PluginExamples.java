package io.claviger.tests.harness;

import static java.util.Objects.requireNonNull;

import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Configurations of every plugin that has secrets, and resources that have some themselves, each of
 * which a gateway accepts, with all of its secrets and of what decides where they go. The file has
 * words in capitals where the secrets belong.
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
   * @param kind of the resource that it stands in
   * @param plugin none if it is a resource itself
   * @param id of a resource of its own
   */
  public record Example(String kind, Optional<String> plugin, String id, JsonObject configuration) {
    /** A resource of the kind with this configuration, its secrets filled in. */
    public JsonObject document(UnaryOperator<String> secrets) {
      JsonObject filled =
          JsonStrings.replace(configuration, (at, text) -> filled(text, secrets)).asJsonObject();
      return plugin
          .map(name -> JsonTree.object().add(name, filled).build())
          .map(this::holding)
          .orElseGet(() -> JsonTree.object(filled).add("id", id).build());
    }

    private JsonObject holding(JsonObject plugins) {
      JsonObjectBuilder document = JsonTree.object().add("plugins", plugins);
      return kind.equals("consumers")
          ? document.add("username", id).build()
          : document.add("uri", "/" + id).add("upstream", upstream()).build();
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

  /** Plugins in routes and consumers, their metadata, and resources. */
  public static List<Example> all() {
    JsonObject file = read();
    return Stream.of(
            examples(file, "routes", PluginExamples::inPlugins),
            examples(file, "consumers", PluginExamples::inPlugins),
            examples(file, "plugin_metadata", PluginExamples::asMetadata),
            examples(file, "resources", PluginExamples::asResource))
        .flatMap(each -> each)
        .toList();
  }

  private interface Maker {
    Example make(String member, String name, int number, JsonObject configuration);
  }

  private static Stream<Example> examples(JsonObject file, String member, Maker maker) {
    return file.getJsonObject(member).entrySet().stream()
        .flatMap(
            named -> {
              JsonArray array = named.getValue().asJsonArray();
              return IntStream.range(0, array.size())
                  .mapToObj(i -> maker.make(member, named.getKey(), i, array.getJsonObject(i)));
            });
  }

  private static Example inPlugins(String kind, String plugin, int number, JsonObject at) {
    return new Example(kind, Optional.of(plugin), plugin + "-" + number, at);
  }

  private static Example asMetadata(String kind, String plugin, int number, JsonObject at) {
    return new Example(kind, Optional.empty(), plugin, at);
  }

  /** The name is the kind, a slash, and the id. */
  private static Example asResource(String member, String name, int number, JsonObject at) {
    int slash = name.indexOf('/');
    return new Example(name.substring(0, slash), Optional.empty(), name.substring(slash + 1), at);
  }

  private static JsonObject read() {
    try (InputStream in = requireNonNull(PluginExamples.class.getResourceAsStream(FILE))) {
      return StrictJson.object(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
