package io.claviger.domain.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.Texts;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthPrefixedTest {
  @Test
  void fieldsAreTheirLengthAndTheirUtf8Bytes() {
    byte[] encoded =
        new LengthPrefixed().add("a").add("").add("é€😀").add(new byte[] {0, -1}).toBytes();
    assertEquals(
        "00000001610000000000000009c3a9e282acf09f98800000000200ff",
        HexFormat.of().formatHex(encoded));
  }

  @Test
  void differentListsHaveDifferentEncodings() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, List<String>> seen = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      List<String> fields =
          Stream.generate(() -> Texts.any(random)).limit(random.nextInt(4)).toList();
      List<String> before = seen.put(hex(fields), fields);
      assertEquals(before == null ? fields : before, fields);
    }
  }

  @Test
  void nothingMovesBetweenNeighboursUnseen() {
    List<List<String>> neighbours =
        List.of(
            List.of("ab", "c"),
            List.of("a", "bc"),
            List.of("abc", ""),
            List.of("", "abc"),
            List.of("abc"),
            List.of("a\0\0\0\1b"),
            List.of("a", "b"));
    assertEquals(
        neighbours.size(), neighbours.stream().map(LengthPrefixedTest::hex).distinct().count());
  }

  /** Their UTF-8 would be that of a question mark, which is another text. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00", "\ude00\ud83d"})
  void textWithoutUtf8IsNoField(String text) {
    assertThrows(IllegalArgumentException.class, () -> LengthPrefixed.encode(text));
  }

  private static String hex(List<String> fields) {
    return HexFormat.of().formatHex(LengthPrefixed.encode(fields.toArray(String[]::new)));
  }
}
