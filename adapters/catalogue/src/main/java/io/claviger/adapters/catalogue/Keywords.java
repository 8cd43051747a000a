package io.claviger.adapters.catalogue;

import static java.util.Objects.requireNonNull;

import dev.harrel.jsonschema.Draft7EvaluatorFactory;
import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.Evaluator.Result;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the schemas of APISIX mean beyond draft 7.
 *
 * <ul>
 *   <li>A string that is a reference to a secret ({@code $secret://…}, {@code $env://…}) fits
 *       wherever a string does: the gateway checks what it resolves to.
 *   <li>{@code format} is asserted, and knows each {@link Format} and no other.
 *   <li>{@code formats} are those that the elements of an array have in turn; see {@link Formats}.
 *   <li>{@code pattern} stands beside a {@code maxLength}; {@code uniqueItems} is true, and means
 *       at most {@value #MAX_UNIQUE} elements.
 *   <li>{@code sameLength} names members that are arrays with as many elements as each other.
 *   <li>{@code uniqueBy} names a member that no two elements of an array have alike.
 *   <li>{@code ascending} names two members; if both are numbers, the first is less.
 *   <li>{@code localReferences} is true: the value is a JSON Schema; see {@link LocalReferences}.
 *   <li>{@code condition} is true: the value is a condition of lua-resty-expr; see {@link
 *       Conditions}.
 *   <li>{@code says} is the message for a value that the schema refuses.
 * </ul>
 */
final class Keywords implements EvaluatorFactory {
  static final String SAYS = "says";
  static final String SAME_LENGTH = "sameLength";
  static final String CONDITION = "condition";
  static final String FORMATS = "formats";
  private static final String UNIQUE_BY = "uniqueBy";
  private static final String ASCENDING = "ascending";
  private static final String LOCAL_REFERENCES = "localReferences";
  static final int MAX_UNIQUE = 10_000;
  private static final String SECRET = "$secret://";
  private static final String ENVIRONMENT = "$env://";

  private final EvaluatorFactory draft7 = new Draft7EvaluatorFactory();

  @Override
  public Optional<Evaluator> create(SchemaParsingContext schema, String keyword, JsonNode value) {
    return switch (keyword) {
      case SAYS -> Optional.of((context, node) -> Result.success());
      case SAME_LENGTH -> Optional.of((context, node) -> sameLength(value, node));
      case CONDITION ->
          Optional.of(
              (context, node) -> result(!node.isArray() || Conditions.problem(node).isEmpty()));
      case UNIQUE_BY -> Optional.of((context, node) -> uniqueBy(value.asString(), node));
      case ASCENDING -> Optional.of((context, node) -> ascending(value.asArray(), node));
      case LOCAL_REFERENCES ->
          Optional.of((context, node) -> result(new LocalReferences(node).allLead()));
      case FORMATS -> formats(value);
      case "format" -> format(value);
      case "oneOf" -> oneOf(schema, value);
      case "pattern" -> pattern(schema, value);
      case "uniqueItems" -> Optional.of((context, node) -> unique(node));
      case "const", "enum", "maxLength", "minLength" ->
          draft7
              .create(schema, keyword, value)
              .map(strict -> unlessReference(strict, (context, node) -> Result.success()));
      default -> Optional.empty();
    };
  }

  /** A reference may fit several alternatives, because it is not known what it resolves to. */
  private Optional<Evaluator> oneOf(SchemaParsingContext schema, JsonNode value) {
    return draft7
        .create(schema, "oneOf", value)
        .flatMap(
            one -> draft7.create(schema, "anyOf", value).map(any -> unlessReference(one, any)));
  }

  private static Evaluator unlessReference(Evaluator strict, Evaluator lenient) {
    return new Evaluator() {
      @Override
      public Result evaluate(EvaluationContext context, JsonNode node) {
        return (isReference(node) ? lenient : strict).evaluate(context, node);
      }

      @Override
      public int getOrder() {
        return strict.getOrder();
      }
    };
  }

  static boolean isReference(JsonNode node) {
    return node.isString()
        && (node.asString().startsWith(SECRET)
            || node.asString().regionMatches(true, 0, ENVIRONMENT, 0, ENVIRONMENT.length()));
  }

  private static Optional<Evaluator> format(JsonNode word) {
    if (!word.isString()) {
      return Optional.empty();
    }
    Format format = Format.of(word.asString());
    return Optional.of(
        (context, node) ->
            result(
                !node.isString()
                    || isReference(node)
                    || format.refusal(node.asString()).isEmpty()));
  }

  private static Optional<Evaluator> formats(JsonNode words) {
    Formats formats = Formats.of(words);
    return Optional.of(
        (context, node) -> result(!node.isArray() || formats.problem(node).isEmpty()));
  }

  /**
   * A pattern reads no more than its schema's {@code maxLength}, without which it is not compiled:
   * matching may take time and stack that grow faster than the string.
   */
  private static Optional<Evaluator> pattern(SchemaParsingContext schema, JsonNode value) {
    if (!value.isString()) {
      return Optional.empty();
    }
    JsonNode maxLength =
        requireNonNull(
            schema.getCurrentSchemaObject().get("maxLength"), "a pattern without maxLength");
    int longest = maxLength.asInteger().intValueExact();
    Pattern pattern = Pattern.compile(value.asString());
    return Optional.of(
        (context, node) ->
            result(
                !node.isString()
                    || isReference(node)
                    || (node.asString().length() <= longest
                        && pattern.matcher(node.asString()).find())));
  }

  /** Bounded too, because members can be made to have equal hashes. */
  private static Result unique(JsonNode node) {
    if (!node.isArray()) {
      return Result.success();
    }
    List<JsonNode> elements = node.asArray();
    return result(
        elements.size() <= MAX_UNIQUE && new HashSet<>(elements).size() == elements.size());
  }

  private static Result uniqueBy(String name, JsonNode node) {
    if (!node.isArray()) {
      return Result.success();
    }
    List<JsonNode> members =
        node.asArray().stream()
            .filter(JsonNode::isObject)
            .map(element -> element.asObject().get(name))
            .filter(Objects::nonNull)
            .toList();
    return result(members.size() <= MAX_UNIQUE && new HashSet<>(members).size() == members.size());
  }

  private static Result ascending(List<JsonNode> names, JsonNode node) {
    if (!node.isObject()) {
      return Result.success();
    }
    List<BigDecimal> numbers =
        names.stream()
            .map(name -> node.asObject().get(name.asString()))
            .filter(member -> member != null && member.isNumber())
            .map(JsonNode::asNumber)
            .toList();
    return result(numbers.size() < 2 || numbers.getFirst().compareTo(numbers.getLast()) < 0);
  }

  private static Result sameLength(JsonNode names, JsonNode node) {
    List<Integer> lengths =
        names.asArray().stream()
            .map(name -> node.isObject() ? node.asObject().get(name.asString()) : null)
            .filter(array -> array != null && array.isArray())
            .map(array -> array.asArray().size())
            .distinct()
            .toList();
    return result(lengths.size() <= 1);
  }

  /** The library's text of a failure is never shown; it may not be null, or the failure is lost. */
  private static Result result(boolean valid) {
    return valid ? Result.success() : Result.failure("refused");
  }
}
