package io.claviger.adapters.catalogue;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import io.claviger.domain.json.Pointer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses, among all failures that the validator reports, the one that helps, and says it in this
 * program's words. The validator's own texts are not used: they quote the value.
 */
final class Explanation {
  private final JsonObject book;
  private final JsonValue value;
  private final Phrases phrases;

  Explanation(JsonObject book, JsonValue value) {
    this.book = book;
    this.value = value;
    this.phrases = new Phrases(book);
  }

  /** The failures of alternatives come before the failure of having none that fits. */
  Problem of(List<Error> failures) {
    Error first =
        failures.stream()
            .filter(failure -> failures.stream().noneMatch(outer -> isCondition(failure, outer)))
            .findFirst()
            .orElseThrow();
    return failures.stream()
        .filter(failure -> isWithin(first, failure))
        .reduce((inner, outer) -> outer)
        .map(choice -> ofChoice(choice, failures))
        .orElseGet(() -> problem(first));
  }

  /** If only one alternative has the value's type, what is wrong is what is wrong with that one. */
  private Problem ofChoice(Error choice, List<Error> failures) {
    Map<String, List<Error>> alternatives =
        failures.stream()
            .filter(failure -> isWithin(failure, choice))
            .collect(
                Collectors.groupingBy(
                    failure -> alternative(failure, choice), TreeMap::new, Collectors.toList()));
    List<List<Error>> ofType =
        alternatives.values().stream()
            .filter(errors -> errors.stream().noneMatch(error -> isTypeOf(choice, error)))
            .toList();
    boolean clear = ofType.size() == 1 && alternatives.size() > 1;
    return clear && !schema(choice).containsKey(Keywords.SAYS)
        ? of(ofType.getFirst())
        : problem(choice);
  }

  private static boolean isWithin(Error failure, Error choice) {
    return ("anyOf".equals(choice.getKeyword()) || "oneOf".equals(choice.getKeyword()))
        && failure.getEvaluationPath().startsWith(choice.getEvaluationPath() + "/");
  }

  /** What a condition finds is no failure by itself. */
  private static boolean isCondition(Error failure, Error outer) {
    return ("if".equals(outer.getKeyword()) || "contains".equals(outer.getKeyword()))
        && failure.getEvaluationPath().startsWith(outer.getEvaluationPath() + "/");
  }

  private static String alternative(Error failure, Error choice) {
    String rest = failure.getEvaluationPath().substring(choice.getEvaluationPath().length() + 1);
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static boolean isTypeOf(Error choice, Error failure) {
    return "type".equals(failure.getKeyword())
        && failure.getInstanceLocation().equals(choice.getInstanceLocation());
  }

  private Problem problem(Error failure) {
    Pointer at = Pointer.parse(failure.getInstanceLocation(), value);
    return switch (failure.getKeyword()) {
      case Keywords.CONDITION -> deep(at, Conditions::problem);
      case Keywords.FORMATS -> deep(at, formats(failure)::problem);
      case null, default -> new Problem(at, text(at, failure));
    };
  }

  /** Some keywords say themselves what is wrong deep in the value. */
  private Problem deep(Pointer at, Function<JsonNode, Optional<Problem>> keyword) {
    return at.in(value)
        .flatMap(refused -> keyword.apply(new JakartaJsonNode(refused)))
        .orElseThrow()
        .below(at);
  }

  private Formats formats(Error failure) {
    return Formats.of(new JakartaJsonNode(schema(failure).getJsonArray(Keywords.FORMATS)));
  }

  private String text(Pointer at, Error failure) {
    JsonObject schema = schema(failure);
    return schema.containsKey(Keywords.SAYS)
        ? schema.getString(Keywords.SAYS)
        : at.in(value).map(phrase(failure, schema)).orElse("is refused");
  }

  private Function<JsonValue, String> phrase(Error failure, JsonObject schema) {
    // A keyword is missing where the schema is just "false".
    return failure.getKeyword() == null
        ? refused -> "is not a known field"
        : refused -> phrases.of(failure.getKeyword(), schema, refused);
  }

  private JsonObject schema(Error failure) {
    String location = failure.getSchemaLocation();
    return Pointer.parse(location.substring(location.indexOf('#') + 1), book)
        .in(book)
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .orElse(JsonValue.EMPTY_JSON_OBJECT);
  }
}
