package io.claviger.adapters.cli.scan;

import static io.claviger.adapters.cli.scan.Found.utf8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A string is found in every form, wherever it lies and however the stream is cut. */
class SearchTest {
  /** Every form of it is another. */
  private static final String SECRET = "Tr0ub4dor \"&\\/3é€ of the \n house?>~";

  /** What others make of it: none of this comes from the scan. */
  static Map<String, byte[]> formsByOthers() {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    byte[] plain = utf8(SECRET);
    forms.put("plain", plain);
    for (int before = 0; before < 3; before++) {
      byte[] all = utf8("x".repeat(before) + SECRET + "yy");
      forms.put("base64 at " + before, utf8(Base64.getEncoder().encodeToString(all)));
      forms.put("base64url at " + before, utf8(Base64.getUrlEncoder().encodeToString(all)));
    }
    forms.put("hex", utf8(HexFormat.of().formatHex(plain)));
    forms.put("upper-case hex", utf8(HexFormat.of().withUpperCase().formatHex(plain)));
    String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String percent = form.replace("+", "%20").replace("%7E", "~");
    forms.put("percent-encoded as a form", utf8(form.replace("%7E", "~")));
    forms.put("percent-encoded", utf8(percent));
    forms.put(
        "percent-encoded in lower case",
        utf8(
            Pattern.compile("%..")
                .matcher(percent)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT))));
    String json = JsonTree.array().add(SECRET).build().toString();
    putDocument(forms, "JSON", json);
    putDocument(forms, "JSON with escaped slashes", json.replace("/", "\\/"));
    putDocument(forms, "ASCII JSON", json.replace("é", "\\u00e9").replace("€", "\\u20ac"));
    putDocument(
        forms, "upper-case ASCII JSON", json.replace("é", "\\u00E9").replace("€", "\\u20AC"));
    putDocument(forms, "JSON in a JSON string", JsonTree.array().add(json).build().toString());
    forms.put("plain in COPY", copied(SECRET));
    forms.put("UTF-16LE", SECRET.getBytes(Charset.forName("UTF-16LE")));
    forms.put("UTF-16BE", SECRET.getBytes(Charset.forName("UTF-16BE")));
    return forms;
  }

  /** As it is, and as a dump of PostgreSQL has it in a column of text and in one of bytes. */
  private static void putDocument(Map<String, byte[]> forms, String name, String document) {
    forms.put(name, utf8(document));
    forms.put(name + " in COPY", copied(document));
    forms.put("hex of " + name, copied("\\x" + HexFormat.of().formatHex(utf8(document))));
  }

  /** A row with this column as {@code COPY … TO} writes it. */
  private static byte[] copied(String column) {
    return utf8("1\t" + column.replace("\\", "\\\\").replace("\n", "\\n") + "\n");
  }

  static List<String> encodings() {
    return List.copyOf(formsByOthers().keySet());
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void everyFormIsFoundAtItsPlaceHoweverTheStreamIsCut(String encoding) {
    byte[] form = requireNonNull(formsByOthers().get(encoding));
    SplittableRandom random = new SplittableRandom(encoding.hashCode());
    for (int before : new int[] {0, 1, 7, 65_500, 65_536, 65_537, 200_001}) {
      byte[] stream = new byte[before + form.length + 11];
      random.nextBytes(stream);
      System.arraycopy(form, 0, stream, before, form.length);
      int least = before < 100 ? 1 : 4_096;
      for (int piece : new int[] {least, least + 1, 65_536, 70_001, stream.length}) {
        Found found = Found.in(stream, piece, SECRET);
        assertEquals(List.of(encoding), found.encodings(), before + " in pieces of " + piece);
        long offset = found.hits().getFirst().offset();
        assertTrue(offset >= before && offset <= before + 16, offset + " after " + before);
      }
    }
  }

  /** The escapes that the manual of PostgreSQL lists for COPY; other characters stay. */
  @Test
  void whateverCopyEscapesIsFound() {
    assertEquals(
        List.of("plain in COPY"),
        Found.in(utf8("a\\\\b \\b\\f\\n\\r\\t\\v \u0001\""), 9, "a\\b \b\f\n\r\t\013 \u0001\"")
            .encodings());
  }

  @Test
  void everyFormHasAnother() {
    try (Needles needles = Found.needles(SECRET)) {
      assertEquals(encodings().size(), needles.forms());
    }
  }

  @Test
  void manyStringsAreFoundInOnePassAndEachOnce() {
    String[] strings = new String[500];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < strings.length; i++) {
      // Many end alike, so that the ends alone do not tell them apart; the others do not.
      strings[i] = "string number " + i + (i % 2 == 0 ? " with the same end" : " and its end " + i);
      text.append(strings[i]).append(' ').append(strings[i]).append('\n');
    }
    Found found = Found.in(utf8(text.toString()), 1000, strings);
    assertEquals(
        IntStream.rangeClosed(1, strings.length).boxed().toList(),
        found.hits().stream()
            .filter(hit -> hit.encoding().equals("plain"))
            .map(Hit::string)
            .toList());
  }

  @Test
  void theOffsetIsThatOfTheFirstByte() {
    assertEquals(
        List.of(new Hit(1, "plain", "there", 5)),
        Found.in(utf8("12345" + SECRET), 3, SECRET).hits());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String other :
        List.of(SECRET.substring(1), SECRET.substring(0, SECRET.length() - 1), "")) {
      assertEquals(List.of(), Found.in(utf8(other), 4, SECRET).hits());
    }
  }

  /** A stream begins without anything before it, even if that were all zeros. */
  @Test
  void zerosBeforeTheStreamAreNoneOfIt() {
    byte[] zeros = new byte[7];
    assertEquals(List.of(), Found.in(zeros, 7, "\0".repeat(8)).hits());
    assertEquals(1, Found.in(Arrays.copyOf(zeros, 8), 1, "\0".repeat(8)).hits().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7 bytes"})
  void whatWouldBeFoundByChanceIsRefusedAndNotRepeated(String few) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> Found.needles("long enough", few));
    assertTrue(
        refused.refusal().message().startsWith("string 2 is shorter"), refused.refusal().message());
    assertThrows(RefusedException.class, Found::needles);
  }
}
