package io.claviger.domain.json;

import io.claviger.domain.shared.Utf8;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.util.TreeMap;

/**
 * The one byte string of a JSON value (RFC 8785, JSON Canonicalization Scheme), for strings,
 * integers of magnitude below 2^53, arrays and objects of these. Other values are refused, so that
 * no rule about printing floating-point numbers is needed.
 */
public final class CanonicalJson {
  private static final int MAX_BITS = 53;

  private final StringBuilder text = new StringBuilder(256);

  private CanonicalJson() {}

  /**
   * @throws IllegalArgumentException on a value of another sort, or a string with an unpaired
   *     surrogate
   */
  public static byte[] of(JsonValue value) {
    CanonicalJson canonical = new CanonicalJson();
    canonical.write(value);
    return Utf8.encode(canonical.text.toString());
  }

  private void write(JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        text.append('{');
        // RFC 8785, section 3.2.3: by UTF-16 code units, which is how Java compares strings.
        new TreeMap<>(object)
            .forEach(
                (name, member) -> {
                  separate('{');
                  write(name);
                  text.append(':');
                  write(member);
                });
        text.append('}');
      }
      case JsonArray array -> {
        text.append('[');
        array.forEach(
            element -> {
              separate('[');
              write(element);
            });
        text.append(']');
      }
      case JsonString string -> write(string.getString());
      case JsonNumber number -> text.append(safe(number));
      default -> throw new IllegalArgumentException("not in the canonical subset");
    }
  }

  private void separate(char opening) {
    if (text.charAt(text.length() - 1) != opening) {
      text.append(',');
    }
  }

  private void write(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static BigInteger safe(JsonNumber number) {
    if (!number.isIntegral() || number.bigIntegerValueExact().abs().bitLength() > MAX_BITS) {
      throw new IllegalArgumentException("not an integer below 2^53");
    }
    return number.bigIntegerValueExact();
  }
}
