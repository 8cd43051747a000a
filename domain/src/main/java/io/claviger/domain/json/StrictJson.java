package io.claviger.domain.json;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The only reader of JSON (RFC 8259). Stricter than the parser below it, which keeps the last of
 * two members of the same name and repairs broken UTF-8: both are refused here, because two readers
 * that disagree about a document are a way past a check. Also refused: more than {@value
 * #MAX_DEPTH} levels, numbers that do not survive a double's exponent range or 100 digits, anything
 * after the value, a byte-order mark, unpaired surrogates.
 *
 * <p>Refusals name a line and a column, never the text.
 */
public final class StrictJson {
  public static final int MAX_DEPTH = 100;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_EXPONENT = 308;

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  public static JsonObject object(byte[] utf8) {
    if (parse(utf8) instanceof JsonObject object) {
      return object;
    }
    throw invalid("the body must be a JSON object");
  }

  /** Reads the text of a document that this program wrote, or a value inside another document. */
  public static JsonValue parse(String text) {
    try (JsonParser parser = JsonTree.PROVIDER.createParser(new StringReader(text))) {
      return new StrictJson(parser).document();
    }
  }

  public static JsonValue parse(byte[] utf8) {
    return parse(decode(utf8));
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid("the body is not valid UTF-8");
    }
  }

  private JsonValue document() {
    try {
      JsonValue value = value(parser.next(), 1);
      if (parser.hasNext()) {
        throw refuse("something follows the JSON value");
      }
      return value;
    } catch (JsonParsingException e) {
      throw refuse(
          "malformed JSON", e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    } catch (JsonException | NoSuchElementException | ArithmeticException e) {
      throw refuse("malformed JSON");
    }
  }

  private JsonValue value(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw refuse("the JSON is nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (event) {
      case START_OBJECT -> members(depth);
      case START_ARRAY -> elements(depth);
      case VALUE_STRING -> JsonTree.string(wellFormed(parser.getString()));
      case VALUE_NUMBER -> number();
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      case END_ARRAY, END_OBJECT, KEY_NAME -> throw refuse("malformed JSON");
    };
  }

  private JsonObject members(int depth) {
    JsonObjectBuilder object = JsonTree.object();
    Set<String> names = new HashSet<>();
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = wellFormed(parser.getString());
      if (!names.add(name)) {
        throw refuse("an object has two members of the same name");
      }
      object.add(name, value(parser.next(), depth + 1));
    }
    return object.build();
  }

  private JsonValue elements(int depth) {
    JsonArrayBuilder array = JsonTree.array();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, depth + 1));
    }
    return array.build();
  }

  private JsonValue number() {
    String digits = parser.getString();
    if (digits.length() > MAX_DIGITS) {
      throw refuse("a number has more than " + MAX_DIGITS + " digits");
    }
    BigDecimal number = decimal(digits);
    long magnitude = (long) number.precision() - number.scale();
    if (Math.abs(magnitude) > MAX_EXPONENT) {
      throw refuse("a number is out of range");
    }
    return JsonTree.number(number);
  }

  private BigDecimal decimal(String digits) {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) { // its exponent has more than 31 bits
      throw refuse("a number is out of range");
    }
  }

  private String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw refuse("a string has an unpaired surrogate");
      }
    }
    return text;
  }

  private RefusedException refuse(String what) {
    return refuse(
        what, parser.getLocation().getLineNumber(), parser.getLocation().getColumnNumber());
  }

  private static RefusedException refuse(String what, long line, long column) {
    return invalid(what + " (line " + line + ", column " + column + ")");
  }
}
