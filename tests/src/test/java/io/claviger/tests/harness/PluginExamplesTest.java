package io.claviger.tests.harness;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Member;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.plugin.FieldPath;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is tested with the examples is tested of every secret that there is. */
class PluginExamplesTest {
  private static final Catalogue CATALOGUE = new JsonCatalogue();

  @Test
  void everySecretFieldOfEveryPluginIsInAnExample() throws IOException {
    Set<String> missing = new TreeSet<>();
    read("plugins.json")
        .forEach(
            (plugin, facts) -> {
              fields(facts, "secrets")
                  .filter(field -> !hasExample(plugin, field, false))
                  .forEach(field -> missing.add(plugin + " " + field));
              fields(facts, "metadata")
                  .filter(field -> !hasExample(plugin, field, true))
                  .forEach(field -> missing.add(plugin + " metadata " + field));
            });
    assertEquals(Set.of(), missing);
  }

  /** Credentials hold what consumers do. */
  @Test
  void everyKindThatHoldsPluginsHasAnExampleOfOneWithASecret() throws IOException {
    Set<ResourceKind> missing = EnumSet.noneOf(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      if (read("kinds/" + kind.path() + ".json").containsKey("plugins")) {
        missing.add(kind);
      }
    }
    missing.remove(ResourceKind.CREDENTIAL);
    missing.removeIf(
        kind ->
            PluginExamples.all().stream()
                .filter(example -> example.kind().equals(kind.path()))
                .anyMatch(example -> hasSecretOfAPlugin(kind, example.document(place -> place))));
    assertEquals(Set.of(), missing);
  }

  private static boolean hasSecretOfAPlugin(ResourceKind kind, JsonObject document) {
    return CATALOGUE.secretFields(ApisixVersion.NEWEST, kind, document).stream()
        .anyMatch(field -> field.pointer().steps().getFirst().equals(new Member("plugins")));
  }

  private static boolean hasExample(String plugin, String field, boolean metadata) {
    return PluginExamples.all().stream()
        .filter(
            example ->
                metadata
                    ? example.kind().equals("plugin_metadata") && example.id().equals(plugin)
                    : example.plugin().filter(plugin::equals).isPresent())
        .anyMatch(
            example ->
                !new FieldPath(field).strings(Pointer.ROOT, example.configuration()).isEmpty());
  }

  private static Stream<String> fields(JsonValue facts, String member) {
    return facts
        .asJsonObject()
        .getOrDefault(member, JsonArray.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .getValuesAs(JsonObject.class)
        .stream()
        .flatMap(group -> group.getJsonArray("fields").getValuesAs(JsonString::getString).stream());
  }

  private static JsonObject read(String file) throws IOException {
    try (InputStream in = requireNonNull(JsonCatalogue.class.getResourceAsStream("3.18/" + file))) {
      return StrictJson.object(in.readAllBytes());
    }
  }
}
