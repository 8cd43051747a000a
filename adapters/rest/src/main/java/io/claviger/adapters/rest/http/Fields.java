package io.claviger.adapters.rest.http;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a command, read strictly: one that is not known, or of another type, is refused. A
 * refusal names the member and the expected type, never a value.
 */
public final class Fields {
  private static final String NAMEABLE = "[A-Za-z0-9_.-]{1,64}";

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final JsonObject object;

  private Fields(JsonObject object) {
    this.object = object;
  }

  /**
   * @param known every member that the command may have
   */
  public static Fields of(JsonObject object, String... known) {
    Set<String> names = Set.of(known);
    for (String name : object.keySet()) {
      if (!names.contains(name)) {
        String which = name.matches(NAMEABLE) ? name : "a member";
        throw invalid(which + ": is not known here; the members are " + String.join(", ", known));
      }
    }
    return new Fields(object);
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return member(name).map(value -> string(name, value));
  }

  /** The parser has made a string of it already; from here on it is a secret. */
  public Secret secret(String name) {
    return Secret.ofText(text(name));
  }

  /** As {@link #secret}, of an array of strings; empty where it is missing. */
  public List<Secret> secrets(String name, int most) {
    return strings(name, most).stream().map(Secret::ofText).toList();
  }

  /** An array of strings; empty where it is missing. */
  public List<String> strings(String name, int most) {
    Optional<JsonValue> member = member(name);
    if (member.isEmpty()) {
      return List.of();
    }
    if (!(member.get() instanceof JsonArray array) || array.size() > most) {
      throw wrongType(name, "an array of up to " + most + " strings");
    }
    return array.stream().map(value -> string(name, value)).toList();
  }

  /** False where it is missing. */
  public boolean flag(String name) {
    return member(name)
        .map(
            value ->
                switch (value.getValueType()) {
                  case TRUE -> true;
                  case FALSE -> false;
                  default -> throw wrongType(name, "true or false");
                })
        .orElse(false);
  }

  public long integer(String name) {
    return optionalInteger(name).orElseThrow(() -> missing(name));
  }

  public Optional<Long> optionalInteger(String name) {
    return member(name).map(value -> integer(name, value));
  }

  /** Seconds since 1970. */
  public Optional<Instant> optionalTime(String name) {
    return optionalInteger(name)
        .map(
            seconds -> {
              if (seconds < 0 || seconds > LAST_SECOND) {
                throw invalid(name + ": seconds since 1970, until the year 9999");
              }
              return Instant.ofEpochSecond(seconds);
            });
  }

  /** An object whose members are strings; empty where it is missing. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    member(name)
        .ifPresent(
            value -> {
              if (!(value instanceof JsonObject members)) {
                throw wrongType(name, "an object of strings");
              }
              members.forEach((key, text) -> texts.put(withoutNul(name, key), string(name, text)));
            });
    return texts;
  }

  private Optional<JsonValue> member(String name) {
    return Optional.ofNullable(object.get(name));
  }

  private static String string(String name, JsonValue value) {
    if (value instanceof JsonString string) {
      return withoutNul(name, string.getString());
    }
    throw wrongType(name, "a string");
  }

  /** PostgreSQL's text holds every character but this one. */
  private static String withoutNul(String name, String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid(name + ": must not hold the character U+0000");
    }
    return text;
  }

  private static long integer(String name, JsonValue value) {
    if (value instanceof JsonNumber number) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        throw wrongType(name, "an integer");
      }
    }
    throw wrongType(name, "an integer");
  }

  private static RefusedException missing(String name) {
    return invalid(name + ": is missing");
  }

  private static RefusedException wrongType(String name, String expected) {
    return invalid(name + ": expected " + expected);
  }
}
