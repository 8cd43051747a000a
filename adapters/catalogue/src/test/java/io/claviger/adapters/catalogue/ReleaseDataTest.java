package io.claviger.adapters.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The validator ignores a keyword that it does not understand, so the data are checked here. */
class ReleaseDataTest {
  private static final Set<String> NAMED_SCHEMAS =
      Set.of("properties", "patternProperties", "dependencies");
  private static final Set<String> SCHEMAS =
      Set.of("additionalProperties", "contains", "else", "if", "items", "not", "then");
  private static final Set<String> LISTS_OF_SCHEMAS = Set.of("allOf", "anyOf", "items", "oneOf");
  private static final Set<String> NUMBERS =
      Set.of(
          "exclusiveMaximum",
          "exclusiveMinimum",
          "maxItems",
          "maxLength",
          "maxProperties",
          "maximum",
          "minItems",
          "minLength",
          "minProperties",
          "minimum");
  private static final Set<String> OTHERS =
      Set.of(
          "$ref",
          "ascending",
          "condition",
          "const",
          "enum",
          "format",
          "formats",
          "localReferences",
          "pattern",
          "required",
          "sameLength",
          "says",
          "type",
          "uniqueBy",
          "uniqueItems");

  /** Pieces of strings that make patterns backtrack or recurse. */
  private static final List<String> HOSTILE =
      List.of("a", "*", ".", ":", "1", "/", " ", "$", "1.", "a:", ",x://a", "x://a,", "é", "@");

  private static String repeat(String piece, int length) {
    return "x://" + piece.repeat(length / piece.length()) + "\n";
  }

  @Test
  void everyKeywordOfTheDataIsUnderstood() throws Exception {
    visitAll(
        (at, schema) ->
            schema.forEach(
                (keyword, value) -> assertTrue(isUnderstood(keyword, value), at + "/" + keyword)));
  }

  @Test
  void everyPatternEndsOnHostileStringsOfTheLengthThatItMayRead() throws Exception {
    visitAll(
        (at, schema) -> {
          if (schema.containsKey("pattern")) {
            Pattern pattern = Pattern.compile(schema.getString("pattern"));
            int longest = schema.getInt("maxLength");
            assertTrue(longest <= 102_400, at);
            HOSTILE.forEach(piece -> pattern.matcher(repeat(piece, longest)).find());
          }
          if (schema.get("patternProperties") instanceof JsonObject patterns) {
            patterns.keySet().forEach(Pattern::compile);
          }
        });
  }

  @Test
  void everyReferenceLeadsToASharedSchema() throws Exception {
    JsonObject shared = read(folder().resolve("shared.json"));
    visitAll(
        (at, schema) -> {
          if (schema.get("$ref") instanceof JsonString reference) {
            String name = reference.getString().substring("#/shared/".length());
            assertTrue(shared.containsKey(name), at + " " + name);
            assertEquals(Set.of("$ref"), schema.keySet(), at + ": others are ignored beside it");
          }
        });
  }

  @Test
  void everyFileIsAPluginsOrAKinds() throws Exception {
    JsonObject plugins = read(folder().resolve("plugins.json"));
    try (Stream<Path> files = Files.list(folder().resolve("plugins"))) {
      files.forEach(file -> assertTrue(plugins.containsKey(name(file)), file.toString()));
    }
  }

  @Test
  void everyPluginHasASchemaUnlessItIsOff() throws Exception {
    read(folder().resolve("plugins.json"))
        .forEach(
            (name, facts) ->
                assertTrue(
                    Files.exists(folderOf("plugins").resolve(name + ".json"))
                        || facts.asJsonObject().getBoolean("off", false),
                    name));
  }

  @Test
  void everyPluginThatHasMetadataHasASchemaOfIt() throws Exception {
    Map<String, JsonValue> plugins = read(folder().resolve("plugins.json"));
    for (Map.Entry<String, JsonValue> plugin : plugins.entrySet()) {
      Path file = folder().resolve("plugins").resolve(plugin.getKey() + ".json");
      assertEquals(
          plugin.getValue().asJsonObject().containsKey("metadata"),
          Files.exists(file) && read(file).containsKey("metadata"),
          plugin.getKey());
    }
  }

  private static Path folderOf(String name) {
    try {
      return folder().resolve(name);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isUnderstood(String keyword, JsonValue value) {
    return OTHERS.contains(keyword)
        || (NUMBERS.contains(keyword) && value.getValueType() == JsonValue.ValueType.NUMBER)
        || (NAMED_SCHEMAS.contains(keyword) && value instanceof JsonObject)
        || (LISTS_OF_SCHEMAS.contains(keyword) && value instanceof JsonArray)
        || (SCHEMAS.contains(keyword) && (value instanceof JsonObject || value == JsonValue.FALSE));
  }

  private static void visitAll(BiConsumer<String, JsonObject> visitor) throws Exception {
    read(folder().resolve("shared.json"))
        .forEach((name, schema) -> visit("shared " + name, schema, visitor));
    for (Path file : files("kinds")) {
      visit(name(file), read(file).getJsonObject("schema"), visitor);
    }
    for (Path file : files("plugins")) {
      read(file).forEach((name, schema) -> visit(name(file) + " " + name, schema, visitor));
    }
  }

  private static void visit(String at, JsonValue value, BiConsumer<String, JsonObject> visitor) {
    if (!(value instanceof JsonObject schema)) {
      return;
    }
    visitor.accept(at, schema);
    schema.forEach(
        (keyword, child) -> {
          String below = at + "/" + keyword;
          if (NAMED_SCHEMAS.contains(keyword)) {
            child
                .asJsonObject()
                .forEach((name, named) -> visit(below + "/" + name, named, visitor));
          } else if (child instanceof JsonArray list && LISTS_OF_SCHEMAS.contains(keyword)) {
            list.forEach(element -> visit(below, element, visitor));
          } else if (SCHEMAS.contains(keyword)) {
            visit(below, child, visitor);
          }
        });
  }

  private static List<Path> files(String folder) throws Exception {
    try (Stream<Path> files = Files.list(folder().resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(ReleaseFiles.class.getResource("3.18/plugins.json")).toURI())
        .resolveSibling("");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private static JsonObject read(Path file) throws IOException {
    return StrictJson.object(Files.readAllBytes(file));
  }
}
