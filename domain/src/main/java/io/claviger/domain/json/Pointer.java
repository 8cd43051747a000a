package io.claviger.domain.json;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.util.stream.Collectors.joining;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A place in a document; its text is a JSON Pointer (RFC 6901). Its steps are what the caller sent,
 * and may be anything: messages show {@link #printable()}.
 */
public record Pointer(List<Step> steps) {
  public static final Pointer ROOT = new Pointer(List.of());

  private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final int MAX_PRINTED = 16;

  /** One step down. */
  public sealed interface Step {
    String token();

    /**
     * As messages may show it: short and of characters that need no quoting, or a question mark.
     */
    default String printable() {
      return PRINTABLE.matcher(token()).matches() ? token() : "?";
    }
  }

  public record Member(String name) implements Step {
    @Override
    public String token() {
      return name.replace("~", "~0").replace("/", "~1");
    }
  }

  public record Index(int position) implements Step {
    @Override
    public String token() {
      return Integer.toString(position);
    }
  }

  public Pointer {
    steps = List.copyOf(steps);
  }

  public static Pointer of(String... members) {
    Pointer pointer = ROOT;
    for (String member : members) {
      pointer = pointer.member(member);
    }
    return pointer;
  }

  /**
   * Reads a pointer's text against the document that it points into, which tells members from
   * positions. Steps that the document does not have are members.
   */
  public static Pointer parse(String text, JsonValue document) {
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw invalid("a JSON Pointer starts with /");
    }
    Pointer pointer = ROOT;
    Optional<JsonValue> at = Optional.of(document);
    String[] tokens = text.isEmpty() ? new String[0] : text.substring(1).split("/", -1);
    for (String token : tokens) {
      Step step =
          at.filter(JsonArray.class::isInstance).isPresent() && token.matches("0|[1-9][0-9]{0,8}")
              ? new Index(Integer.parseInt(token))
              : new Member(unescaped(token));
      at = at.flatMap(value -> step(value, step));
      pointer = pointer.then(step);
    }
    return pointer;
  }

  private static String unescaped(String token) {
    if (token.replaceAll("~[01]", "").contains("~")) {
      throw invalid("in a JSON Pointer, ~ stands only in ~0 and ~1");
    }
    return token.replace("~1", "/").replace("~0", "~");
  }

  public Pointer member(String name) {
    return then(new Member(name));
  }

  public Pointer index(int position) {
    return then(new Index(position));
  }

  public Pointer then(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Pointer(longer);
  }

  /** The same place, where its document stands in another. */
  public Pointer below(Pointer root) {
    List<Step> longer = new ArrayList<>(root.steps);
    longer.addAll(steps);
    return new Pointer(longer);
  }

  public Optional<JsonValue> in(JsonValue document) {
    Optional<JsonValue> at = Optional.of(document);
    for (Step step : steps) {
      at = at.flatMap(value -> step(value, step));
    }
    return at;
  }

  /** The text with every array position as {@code *}: the same for all elements of an array. */
  public String pattern() {
    return text(step -> step instanceof Index ? "*" : step.token());
  }

  /** The text as messages may show it: no longer than about 1,000 characters. */
  public String printable() {
    String shown =
        new Pointer(steps.subList(0, Math.min(steps.size(), MAX_PRINTED))).text(Step::printable);
    return steps.size() > MAX_PRINTED ? shown + "/..." : shown;
  }

  @Override
  public String toString() {
    return text(Step::token);
  }

  private String text(Function<Step, String> token) {
    return steps.stream().map(step -> "/" + token.apply(step)).collect(joining());
  }

  private static Optional<JsonValue> step(JsonValue value, Step step) {
    return switch (step) {
      case Member(String name) when value instanceof JsonObject object ->
          Optional.ofNullable(object.get(name));
      case Index(int position) when value instanceof JsonArray array && position < array.size() ->
          Optional.of(array.get(position));
      default -> Optional.empty();
    };
  }
}
