package io.claviger.adapters.catalogue;

import static java.util.stream.Collectors.joining;

import dev.harrel.jsonschema.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operators of a {@linkplain Conditions condition}, and what each can compare with. */
enum Comparison {
  EQUAL("==", Comparison::scalar),
  UNEQUAL("~=", Comparison::scalar),
  GREATER(">", Comparison::number),
  NOT_LESS(">=", Comparison::number),
  LESS("<", Comparison::number),
  NOT_GREATER("<=", Comparison::number),
  MATCHES("~~", Comparison::expression),
  MATCHES_IN_ANY_CASE("~*", Comparison::expression),
  IN("in", Comparison::list),
  HAS("has", Comparison::scalar),
  IP_MATCH("ipmatch", Comparison::addresses);

  /** What Lua reads as a number. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\s*[-+]?(0[xX][0-9A-Fa-f]+|([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?)\\s*");

  private final String operator;
  private final Function<JsonNode, Optional<String>> check;

  Comparison(String operator, Function<JsonNode, Optional<String>> check) {
    this.operator = operator;
    this.check = check;
  }

  static Optional<Comparison> of(JsonNode operator) {
    return operator.isString()
        ? Stream.of(values())
            .filter(known -> known.operator.equals(operator.asString().toLowerCase(Locale.ROOT)))
            .findFirst()
        : Optional.empty();
  }

  static String names() {
    return Stream.of(values()).map(known -> known.operator).collect(joining(" "));
  }

  /** Why a value can not be compared with, as a message has it. */
  Optional<String> refusal(JsonNode value) {
    return check.apply(value);
  }

  private static Optional<String> scalar(JsonNode value) {
    return refuseUnless(
        !value.isArray() && !value.isObject(),
        "must be a string, a number, true, false or null: nothing else is ever equal");
  }

  private static Optional<String> number(JsonNode value) {
    return refuseUnless(
        value.isNumber()
            || (value.isString()
                && value.asString().length() <= 64
                && NUMBER.matcher(value.asString()).matches()),
        "must be a number");
  }

  private static Optional<String> expression(JsonNode value) {
    return value.isString()
        ? RegularExpression.problem(value.asString())
        : refuseUnless(value.isNumber(), "must be a regular expression");
  }

  private static Optional<String> list(JsonNode value) {
    return refuseUnless(
        value.isArray()
            && value.asArray().stream().noneMatch(each -> each.isArray() || each.isObject()),
        "must be an array of strings or numbers");
  }

  private static Optional<String> addresses(JsonNode value) {
    List<JsonNode> all = value.isArray() ? value.asArray() : List.of(value);
    return refuseUnless(
        !all.isEmpty()
            && all.stream().allMatch(each -> each.isString() && IpAddress.isRange(each.asString())),
        "must be an IPv4 or IPv6 address, a range in CIDR notation, or an array of these");
  }

  private static Optional<String> refuseUnless(boolean good, String reason) {
    return good ? Optional.empty() : Optional.of(reason);
  }
}
