package io.claviger.adapters.catalogue;

import dev.harrel.jsonschema.JsonNode;
import io.claviger.domain.json.Pointer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on a request, as lua-resty-expr 1.3 compiles them: comparisons {@code [variable, "==",
 * value]} or {@code [variable, "!", "==", value]}, lists of conditions that must all hold, and
 * {@code ["OR", condition, condition, …]}, likewise {@code AND}, {@code !OR} and {@code !AND}.
 *
 * <p>Stricter than a gateway where it would take a condition that then never holds, or always: one
 * that guards something would guard nothing.
 */
final class Conditions {
  static final int MAX_DEPTH = 16;
  static final int MAX_COMPARISONS = 1000;
  private static final Set<String> LOGIC = Set.of("OR", "!OR", "AND", "!AND");
  private static final String NOT = "!";

  private int comparisons;
  private @Nullable Problem problem;

  private Conditions() {}

  /**
   * The first thing that is wrong with an array that should be a condition; empty is always true.
   */
  static Optional<Problem> problem(JsonNode condition) {
    List<JsonNode> elements = condition.asArray();
    if (elements.isEmpty()) {
      return Optional.empty();
    }
    Conditions conditions = new Conditions();
    if (elements.getFirst().isArray() || isLogic(elements.getFirst())) {
      conditions.compile(condition, Pointer.ROOT, 1);
    } else {
      conditions.refuse(
          Pointer.ROOT, "must be a list of comparisons, or start with OR, AND, !OR or !AND");
    }
    return Optional.ofNullable(conditions.problem);
  }

  private boolean compile(JsonNode node, Pointer at, int depth) {
    if (!node.isArray()) {
      return refuse(at, "must be a comparison: an array of a variable, an operator and a value");
    }
    List<JsonNode> elements = node.asArray();
    if (elements.isEmpty()) {
      return refuse(at, "must not be empty");
    }
    if (depth > MAX_DEPTH) {
      return refuse(at, "is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (elements.getFirst().isArray()) {
      return all(elements, 0, at, depth);
    }
    if (isLogic(elements.getFirst())) {
      return elements.size() > 2
          ? all(elements, 1, at, depth)
          : refuse(at, "needs at least two conditions after its operator");
    }
    comparisons++;
    return comparisons <= MAX_COMPARISONS
        ? comparison(elements, at)
        : refuse(at, "is one of more than " + MAX_COMPARISONS + " comparisons");
  }

  private boolean all(List<JsonNode> elements, int first, Pointer at, int depth) {
    for (int i = first; i < elements.size(); i++) {
      if (!compile(elements.get(i), at.index(i), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean comparison(List<JsonNode> elements, Pointer at) {
    if (!elements.getFirst().isString() || elements.getFirst().asString().isEmpty()) {
      return refuse(at.index(0), "must be the name of a variable, or OR, AND, !OR or !AND");
    }
    return switch (elements.size()) {
      case 2 -> pair(elements.get(1), at);
      case 3 -> operation(elements, 1, at);
      case 4 ->
          (elements.get(1).isString() && elements.get(1).asString().equals(NOT))
              ? operation(elements, 2, at)
              : refuse(at.index(1), "must be !, or there is an element too many");
      default -> refuse(at, "must have a variable, an operator and a value");
    };
  }

  /** A value alone is compared with ==, but in lower case. */
  private boolean pair(JsonNode value, Pointer at) {
    boolean same =
        value.isString() && value.asString().equals(value.asString().toLowerCase(Locale.ROOT));
    return ((same || value.isNumber()) && Comparison.of(value).isEmpty())
        || refuse(at, "must have a variable, an operator and a value");
  }

  private boolean operation(List<JsonNode> elements, int operator, Pointer at) {
    Optional<Comparison> comparison = Comparison.of(elements.get(operator));
    if (comparison.isEmpty()) {
      return refuse(at.index(operator), "must be one of " + Comparison.names());
    }
    return comparison
        .flatMap(known -> known.refusal(elements.get(operator + 1)))
        .map(reason -> refuse(at.index(operator + 1), reason))
        .orElse(true);
  }

  private boolean refuse(Pointer at, String text) {
    problem = new Problem(at, text);
    return false;
  }

  private static boolean isLogic(JsonNode node) {
    return node.isString() && LOGIC.contains(node.asString().toUpperCase(Locale.ROOT));
  }
}
