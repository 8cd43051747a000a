package io.claviger.tests.usecase;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Index;
import io.claviger.domain.json.Pointer.Member;
import io.claviger.domain.json.Pointer.Step;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;

/** Documents that differ from one at one place: there is another value, or none, or one at last. */
final class Elsewhere {
  /** What a field may have instead; the first that is accepted counts. */
  private static final List<JsonValue> OTHERS =
      Stream.concat(
              Stream.of(
                      "https://elsewhere.example/x",
                      "elsewhere.example",
                      "elsewhere",
                      "redis-cluster",
                      "redis",
                      "deepseek",
                      "azure-openai",
                      "slave",
                      "http",
                      "cookie",
                      "pass",
                      "TRACE",
                      "SCRAM-SHA-256")
                  .map(JsonTree::string),
              Stream.of(
                  JsonValue.TRUE,
                  JsonTree.number(6380),
                  JsonTree.array().add("elsewhere:1").build(),
                  JsonTree.object().add("elsewhere", JsonTree.number(1)).build(),
                  JsonTree.array().add(condition("uri", "==", "/elsewhere")).build()))
          .toList();

  private Elsewhere() {}

  private static JsonValue condition(String... words) {
    JsonArrayBuilder condition = JsonTree.array();
    Stream.of(words).forEach(condition::add);
    return condition.build();
  }

  /** Candidates; not all are documents that a gateway accepts. */
  static List<JsonObject> of(JsonObject document, Pointer place) {
    Optional<JsonValue> now = place.in(document);
    List<JsonObject> changed =
        new ArrayList<>(
            Stream.concat(now.stream().flatMap(Elsewhere::altered), OTHERS.stream())
                .filter(value -> !now.equals(Optional.of(value)))
                .map(value -> with(document, place.steps(), Optional.of(value)))
                .map(JsonValue::asJsonObject)
                .toList());
    if (now.isPresent()) {
      changed.addFirst(with(document, place.steps(), Optional.empty()).asJsonObject());
    }
    return changed;
  }

  private static Stream<JsonValue> altered(JsonValue value) {
    return switch (value) {
      case JsonString text -> Stream.of(JsonTree.string(text.getString() + "x"));
      case JsonNumber number -> Stream.of(JsonTree.number(number.intValue() + 1));
      case JsonArray array ->
          altered(array.getFirst()).map(first -> JsonTree.array(array).set(0, first).build());
      case JsonObject object -> {
        Entry<String, JsonValue> first = object.entrySet().iterator().next();
        yield altered(first.getValue())
            .map(other -> JsonTree.object(object).add(first.getKey(), other).build());
      }
      default -> Stream.of(value == JsonValue.TRUE ? JsonValue.FALSE : JsonValue.TRUE);
    };
  }

  /** The same document with a value at a place, or with none there. */
  static JsonValue with(JsonValue at, List<Step> steps, Optional<JsonValue> value) {
    List<Step> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Member(String name) -> {
        JsonObject object = at.asJsonObject();
        Optional<JsonValue> member =
            rest.isEmpty()
                ? value
                : Optional.of(
                    with(object.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT), rest, value));
        yield member
            .map(found -> JsonTree.object(object).add(name, found).build())
            .orElseGet(() -> JsonTree.object(object).remove(name).build());
      }
      case Index(int position) -> {
        JsonArray array = at.asJsonArray();
        JsonValue element =
            rest.isEmpty() ? value.orElseThrow() : with(array.get(position), rest, value);
        yield JsonTree.array(array).set(position, element).build();
      }
    };
  }
}
