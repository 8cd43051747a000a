package io.claviger.domain.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.Texts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785, as far as strings, integers, arrays and objects go. */
class CanonicalJsonTest {
  /** The example of section 3.2.2, without its floating-point numbers and literals. */
  @Test
  void stringsAreEscapedAsTheStandardSays() {
    assertEquals(
        """
        {"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}""",
        canonical("{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"}"));
  }

  /** The example of section 3.2.3. A sort by code points would put the emoji last. */
  @Test
  void membersAreSortedByUtf16CodeUnits() {
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            + "\"😀\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        canonical(
            """
            {
              "\\u20ac": "Euro Sign",
              "\\r": "Carriage Return",
              "\\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\\ud83d\\ude00": "Emoji: Grinning Face",
              "\\u0080": "Control",
              "\\u00f6": "Latin Small Letter O With Diaeresis"
            }"""));
  }

  @Test
  void controlCharactersHaveOneForm() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c <= 0x20; c++) {
      all.append(c);
    }
    assertEquals(
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
            + "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
            + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f \u007f\u2028\"",
        new String(CanonicalJson.of(JsonTree.string(all + "\u007f\u2028")), UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "-0 | 0",
        "9007199254740991 | 9007199254740991",
        "-9007199254740991 | -9007199254740991",
        "[ 1, [ ], { } ] | [1,[],{}]",
        "{\"b\" : {\"d\": 1, \"c\": [2, 1]}, \"a\": \"\"} | {\"a\":\"\",\"b\":{\"c\":[2,1],\"d\":1}}"
      })
  void valuesHaveOneForm(String text, String expected) {
    assertEquals(expected, canonical(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "null",
        "[false]",
        "1.5",
        "1.0",
        "9007199254740992",
        "-9007199254740992",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "1e300"
      })
  void otherValuesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> canonical(text));
  }

  /** RFC 8785, section 3.2.2.2: such a text has no UTF-8, and would look like another one. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ude00\ud83d"})
  void unpairedSurrogatesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of(JsonTree.string(text)));
    assertThrows(
        IllegalArgumentException.class,
        () -> CanonicalJson.of(JsonTree.object().add(text, 1).build()));
  }

  @Test
  void canonicalFormReadsBackAndIsItsOwnCanonicalForm() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      JsonValue value = any(random, 3);
      byte[] canonical = CanonicalJson.of(value);
      assertEquals(value, StrictJson.parse(canonical));
      assertEquals(new String(canonical, UTF_8), canonical(new String(canonical, UTF_8)));
    }
  }

  private static JsonValue any(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> JsonTree.string(Texts.any(random));
      case 1 -> JsonTree.number(random.nextLong(-(1L << 53) + 1, 1L << 53));
      case 2 -> {
        JsonArrayBuilder array = JsonTree.array();
        random.ints(random.nextInt(4)).forEach(ignored -> array.add(any(random, depth - 1)));
        yield array.build();
      }
      default -> {
        JsonObjectBuilder object = JsonTree.object();
        random
            .ints(random.nextInt(4))
            .forEach(ignored -> object.add(Texts.any(random), any(random, depth - 1)));
        yield object.build();
      }
    };
  }

  private static String canonical(String text) {
    return new String(CanonicalJson.of(StrictJson.parse(text)), UTF_8);
  }
}
