package io.claviger.domain.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 8259, and what is stricter here. */
class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " \t\r\n[ ]\n",
        "null",
        "true",
        "false",
        "\"\"",
        "0",
        "[null,true,false,\"\",0,{},[]]",
        "{\"\":0}",
        "{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}}}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\u007f\u2028\ufeff\uffff😀\""
      })
  void wellFormedDocumentsAreRead(String text) {
    assertDoesNotThrow(() -> read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " \r\n\t ",
        "\ufeff{}",
        "\u00a0{}",
        "\f{}",
        "\0{}",
        "{}\0",
        "{",
        "}",
        "[",
        "]",
        "[}",
        "{]",
        "{}{}",
        "{} x",
        "{},",
        "1 2",
        "null null",
        "\"a\"\"b\"",
        "[1,]",
        "[,1]",
        "[,]",
        "[1 2]",
        "[1,,2]",
        "[1:2]",
        "{,}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\",1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{\"a\"::1}",
        "{\"a\":1",
        "[\"a\"",
        "[1",
        "nul",
        "nullx",
        "NULL",
        "True",
        "undefined",
        "// a\n1",
        "/* a */ 1",
        "# a\n1"
      })
  void malformedDocumentsAreRefused(String text) {
    refused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "'a'",
        "\"\\x41\"",
        "\"\\a\"",
        "\"\\'\"",
        "\"\\U0041\"",
        "\"\\u\"",
        "\"\\u12\"",
        "\"\\u123g\"",
        "\"\\u{41}\"",
        "\"\\u+041\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\u0000\"",
        "\"\u001f\""
      })
  void malformedStringsAreRefused(String text) {
    refused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ude00\\ud83d\"",
        "\"\\ud83dx\\ude00\"",
        "\"\\ud83d\\ud83d\\ude00\"",
        "{\"\\ud83d\":1}",
        "[{\"a\":[\"\\udfff\"]}]"
      })
  void unpairedSurrogatesAreRefused(String text) {
    refused(text);
  }

  @Test
  void unpairedSurrogatesInATextAreRefused() {
    assertThrows(RefusedException.class, () -> StrictJson.parse("\"\ud83d\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "-01",
        "00",
        "+1",
        "-",
        "--1",
        "1.",
        ".5",
        "-.5",
        "1.e5",
        "1e",
        "1e+",
        "1e1.5",
        "0x1F",
        "1_000",
        "1f",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "١",
        "1e400",
        "-1e400",
        "1e-400",
        "0e400",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "1e2147483648",
        "1e-2147483648",
        "1e2147483647",
        "1e-2147483647",
        "9e999999999"
      })
  void otherNumbersAreRefused(String text) {
    refused(text);
    refused("{\"a\":[" + text + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-1, -1",
    "9007199254740993, 9007199254740993",
    "18446744073709551616, 18446744073709551616",
    "1e2, 100",
    "1E+2, 100",
    "0.10, 0.10",
    "-12.5e-1, -1.25",
    "9.9e307, 9.9E+307",
    "1e-300, 1E-300"
  })
  void numbersKeepTheirValue(String text, String expected) {
    assertEquals(expected, read(text).toString());
  }

  @Test
  void numbersHaveAtMostAHundredDigits() {
    assertEquals("7".repeat(100), read("7".repeat(100)).toString());
    refused("7".repeat(101));
    refused("7".repeat(1000));
    refused("0." + "7".repeat(1000));
    refused("1e" + "7".repeat(1000));
    refused("[" + "7".repeat(100_000) + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1,'a':1}",
        "{'a':1,'b':2,'a':null}",
        "{'a':1,'\\u0061':2}",
        "{'\\/':1,'/':2}",
        "{'':1,'':2}",
        "{'😀':1,'\\uD83D\\ude00':2}",
        "[{'b':{'a':[],'a':[]}}]"
      })
  void twoMembersOfTheSameNameAreRefused(String text) {
    refused(text.replace('\'', '"'));
  }

  /** Unicode normalisation is not JSON's: these are two names. */
  @Test
  void namesAreComparedByTheirCodePoints() {
    assertEquals(3, StrictJson.object(utf8("{\"\u00e9\":1,\"e\u0301\":2,\"E\":3}")).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 10_000, 1_000_000})
  void deepDocumentsAreRefused(int depth) {
    refused("[".repeat(depth) + "]".repeat(depth));
    refused("[".repeat(depth));
    refused("{\"a\":".repeat(depth) + "{}" + "}".repeat(depth));
    refused("[{\"a\":".repeat(depth));
  }

  @Test
  void aHundredLevelsAreRead() {
    assertDoesNotThrow(() -> read("[".repeat(100) + "]".repeat(100)));
    assertDoesNotThrow(() -> read("{\"a\":".repeat(99) + "{}" + "}".repeat(99)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c3",
        "e282",
        "f09f98", // a tail without a head, heads without their tails
        "c080",
        "c1bf",
        "e0809f",
        "f08080af", // longer than need be
        "eda080",
        "edbfbf",
        "eda0bdedb880", // surrogates
        "f4908080",
        "f5808080",
        "f888808080",
        "fe",
        "ff" // above U+10FFFF
      })
  void invalidUtf8IsRefused(String hex) {
    byte[] broken = HexFormat.of().parseHex("22" + hex + "22");
    assertInvalid(assertThrows(RefusedException.class, () -> StrictJson.parse(broken)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"a\"", "1", "null", "true"})
  void aBodyThatIsNoObjectIsRefused(String text) {
    assertInvalid(assertThrows(RefusedException.class, () -> StrictJson.object(utf8(text))));
  }

  @Test
  void valuesAreWhatTheTextSays() {
    JsonObject read = StrictJson.object(utf8("{\"b\":[1,null],\"a\":\"\\u20ac\\n\",\"c\":true}"));
    assertEquals(
        Map.of(
            "a", JsonTree.string("€\n"),
            "b", JsonTree.array().add(1).addNull().build(),
            "c", JsonValue.TRUE),
        Map.copyOf(read));
    assertEquals("😀", assertInstanceOf(JsonString.class, read("\"\\ud83d\\ude00\"")).getString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'canary':1,'canary':2}",
        "{'canary' canary}",
        "canary",
        "['canary\\q']",
        "'canary",
        "'canary\\ud83d'",
        "{'a':'canary'} canary",
        "['canary',]"
      })
  void messagesHoldNothingOfTheText(String text) {
    String message = refused(text.replace('\'', '"')).refusal().message();
    assertFalse(message.contains("canary") || message.contains("\""), message);
  }

  @Test
  void messagesNameTheLine() {
    RefusedException refused = refused("{\n\"a\": 1,\n\"a\": 2}");
    assertEquals(
        "an object has two members of the same name (line 3, column 5)",
        refused.refusal().message().replaceAll("column \\d+", "column 5"));
  }

  private static JsonValue read(String text) {
    return StrictJson.parse(utf8(text));
  }

  private static RefusedException refused(String text) {
    RefusedException refused = assertThrows(RefusedException.class, () -> read(text));
    assertInvalid(refused);
    return refused;
  }

  private static void assertInvalid(RefusedException refused) {
    assertInstanceOf(Refusal.Invalid.class, refused.refusal());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
