package io.claviger.adapters.catalogue;

import static java.util.stream.Collectors.joining;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a keyword of a schema demands, in words made of the schema alone. */
final class Phrases {
  private static final String ANY_OF = "anyOf";
  private static final String FORMAT = "format";
  private static final String REQUIRED = "required";
  private static final String UNNAMED = "";

  private final JsonObject book;

  Phrases(JsonObject book) {
    this.book = book;
  }

  /**
   * What is wrong with a value that a keyword refuses. Of the value only the names that it lacks
   * are used.
   */
  String of(String keyword, JsonObject schema, JsonValue refused) {
    JsonValue demand = schema.getOrDefault(keyword, JsonValue.NULL);
    return switch (keyword) {
      case REQUIRED -> "needs " + missing(demand, refused);
      case "dependencies" -> "needs " + missingBeside(demand, refused);
      case "minLength" -> "must have at least " + demand + " characters";
      case "maxLength" -> "must have at most " + demand + " characters";
      case "minItems" -> "must have at least " + demand + " elements";
      case "maxItems" -> "must have at most " + demand + " elements";
      case "minProperties" -> "must have at least " + demand + " members";
      case "maxProperties" -> "must have at most " + demand + " members";
      case "uniqueItems" -> "may not have an element twice, nor more than " + Keywords.MAX_UNIQUE;
      case "contains" -> "needs an element that is " + expected(demand);
      case FORMAT -> Format.of(text(demand)).refusal(text(refused)).orElseThrow();
      case "pattern" -> "must match " + text(demand);
      case "not" -> forbidden(demand);
      case ANY_OF -> choice("needs one of: ", demand);
      case "oneOf" -> choice("needs exactly one of: ", demand);
      default -> "must be " + expected(schema);
    };
  }

  private static String missing(JsonValue names, JsonValue refused) {
    return strings(names)
        .filter(name -> !(refused instanceof JsonObject object && object.containsKey(name)))
        .collect(joining(" and "));
  }

  private static String missingBeside(JsonValue dependencies, JsonValue refused) {
    return dependencies.asJsonObject().entrySet().stream()
        .filter(entry -> refused.asJsonObject().containsKey(entry.getKey()))
        .filter(entry -> !missing(entry.getValue(), refused).isEmpty())
        .map(entry -> missing(entry.getValue(), refused) + " beside " + entry.getKey())
        .findFirst()
        .orElse("other members");
  }

  private static String forbidden(JsonValue demand) {
    return demand instanceof JsonObject object && object.containsKey(REQUIRED)
        ? "may not have " + names(object).collect(joining(" and "))
        : "has a form that is not allowed";
  }

  private String choice(String words, JsonValue alternatives) {
    List<String> names = alternatives.asJsonArray().stream().flatMap(Phrases::wanted).toList();
    return names.contains(UNNAMED)
        ? "must be "
            + alternatives.asJsonArray().stream()
                .map(this::expected)
                .distinct()
                .collect(joining(" or "))
        : words + String.join("; ", names);
  }

  /** The members that an alternative asks for, if that is all that it asks for. */
  private static Stream<String> wanted(JsonValue alternative) {
    JsonObject schema = alternative.asJsonObject();
    if (schema.keySet().equals(Set.of(REQUIRED))) {
      return Stream.of(names(schema).collect(joining(" with ")));
    }
    return schema.keySet().equals(Set.of(ANY_OF))
        ? schema.getJsonArray(ANY_OF).stream().flatMap(Phrases::wanted)
        : Stream.of(UNNAMED);
  }

  private String expected(JsonValue value) {
    if (!(value instanceof JsonObject named)) {
      return "something else";
    }
    JsonObject schema = resolve(named);
    if (schema.containsKey("const")) {
      return schema.get("const").toString();
    }
    if (schema.containsKey("enum")) {
      return "one of "
          + schema.getJsonArray("enum").stream().map(JsonValue::toString).collect(joining(", "));
    }
    if (schema.containsKey(FORMAT)) {
      return Format.of(schema.getString(FORMAT)).phrase();
    }
    return type(schema) + bounds(schema);
  }

  private JsonObject resolve(JsonObject schema) {
    return Optional.ofNullable(schema.getString("$ref", null))
        .flatMap(reference -> Pointer.parse(reference.substring(1), book).in(book))
        .map(JsonValue::asJsonObject)
        .orElse(schema);
  }

  private static String type(JsonObject schema) {
    Stream<String> types =
        schema.get("type") instanceof JsonArray several
            ? strings(several)
            : Stream.of(schema.getString("type", ""));
    return types.map(Phrases::article).collect(joining(" or "));
  }

  private static String article(String type) {
    return switch (type) {
      case "array", "integer", "object" -> "an " + type;
      case "boolean" -> "true or false";
      case "" -> "of another form";
      default -> "a " + type;
    };
  }

  private static String bounds(JsonObject schema) {
    return Stream.of(
            bound(schema, "exclusiveMinimum", " greater than "),
            bound(schema, "minimum", " of at least "),
            bound(schema, "exclusiveMaximum", " less than "),
            bound(schema, "maximum", " of at most "))
        .flatMap(Optional::stream)
        .collect(joining(" and"));
  }

  private static Optional<String> bound(JsonObject schema, String keyword, String words) {
    return Optional.ofNullable(schema.get(keyword)).map(bound -> words + bound);
  }

  private static Stream<String> names(JsonObject schema) {
    return strings(schema.getOrDefault(REQUIRED, JsonValue.NULL));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  private static Stream<String> strings(JsonValue value) {
    return value instanceof JsonArray array ? array.stream().map(Phrases::text) : Stream.empty();
  }
}
