package io.claviger.domain.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.Texts;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
  /** The document of RFC 6901, section 5. */
  private static final JsonValue EXAMPLE =
      StrictJson.parse(
          """
          {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5,
           "k\\"l": 6, " ": 7, "m~n": 8}""");

  /** The examples of RFC 6901, section 5. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "/foo, '[\"bar\",\"baz\"]'",
        "/foo/0, '\"bar\"'",
        "/, 0",
        "/a~1b, 1",
        "/c%d, 2",
        "/e^f, 3",
        "/g|h, 4",
        "/i\\j, 5",
        "/k\"l, 6",
        "'/ ', 7",
        "/m~0n, 8"
      })
  void pointersLeadToTheirValues(String text, String value) {
    Pointer pointer = Pointer.parse(text, EXAMPLE);
    assertEquals(Optional.of(StrictJson.parse(value)), pointer.in(EXAMPLE));
    assertEquals(text, pointer.toString());
  }

  @Test
  void theEmptyPointerIsTheDocument() {
    assertEquals(Pointer.ROOT, Pointer.parse("", EXAMPLE));
    assertEquals(Optional.of(EXAMPLE), Pointer.ROOT.in(EXAMPLE));
    assertEquals("", Pointer.ROOT.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bar",
        "/foo/2",
        "/foo/00",
        "/foo/-",
        "/foo/-1",
        "/foo/+0",
        "/foo/0/0",
        "//",
        "/foo/99999999999",
        "/foo/٠"
      })
  void pointersPastTheDocumentLeadNowhere(String text) {
    Pointer pointer = Pointer.parse(text, EXAMPLE);
    assertEquals(Optional.empty(), pointer.in(EXAMPLE));
    assertEquals(text, pointer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "#/foo", " /foo", "/m~n", "/~", "/~2", "/~~01", "/a/b~"})
  void otherTextsAreRefused(String text) {
    assertThrows(RefusedException.class, () -> Pointer.parse(text, EXAMPLE));
  }

  @Test
  void arrayPositionsAreOneInAPattern() {
    JsonValue document = StrictJson.parse("{\"keys\":[\"a\",[\"b\"]],\"map\":{\"0\":\"c\"}}");
    assertEquals("/keys/*", Pointer.parse("/keys/0", document).pattern());
    assertEquals("/keys/*/*", Pointer.parse("/keys/1/0", document).pattern());
    assertEquals("/map/0", Pointer.parse("/map/0", document).pattern());
    assertEquals("/a~1b/*", Pointer.of("a/b").index(7).pattern());
  }

  @Test
  void whatMessagesShowOfAPointerIsShortAndNeedsNoQuoting() {
    assertEquals("/plugins/a.b-c_d:e/0", Pointer.of("plugins", "a.b-c_d:e").index(0).printable());
    assertEquals("/a/?/?/?", Pointer.of("a", "", "b c", "d/e").printable());
    assertEquals("/?/a", Pointer.of("n".repeat(65), "a").printable());
    Pointer deep = Pointer.ROOT;
    for (int i = 0; i < 99; i++) {
      deep = deep.member("n".repeat(64));
    }
    assertTrue(deep.printable().length() < 1_100, deep.printable());
    assertTrue(deep.printable().endsWith("/..."), deep.printable());
  }

  @Test
  void printedPointersReadBack() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 20_000; i++) {
      Pointer pointer = Pointer.ROOT;
      for (int steps = random.nextInt(4); steps > 0; steps--) {
        pointer = pointer.member(Texts.any(random));
      }
      assertEquals(pointer, Pointer.parse(pointer.toString(), JsonValue.EMPTY_JSON_OBJECT));
    }
  }
}
