package io.claviger.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.CanaryScan.Found;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner finds what it is for: a scan that finds nothing then says something. */
class CanaryScanTest {
  private static final String SECRET = "Tr0ub4dor \"&\\/3é€ of the \n house";

  private final CanaryScan scan = new CanaryScan();

  CanaryScanTest() {
    scan.plant("secret", SECRET);
  }

  private Set<String> encodings(byte[] haystack) {
    return scan.in("there", haystack).stream().map(Found::encoding).collect(Collectors.toSet());
  }

  private Set<String> encodings(String haystack) {
    return encodings(haystack.getBytes(StandardCharsets.UTF_8));
  }

  private void assertFound(String encoding, String haystack) {
    assertTrue(encodings(haystack).contains(encoding), encoding);
  }

  @Test
  void plainTextIsFoundAnywhere() {
    assertEquals(Set.of("plain"), encodings("before" + SECRET + "after"));
    assertEquals(Set.of("plain"), encodings(SECRET));
    assertEquals(Set.of(new Found("secret", "plain", "there")), scan.in("there", SECRET));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void base64IsFoundAtEveryAlignment(int before) {
    for (String after : new String[] {"", ".", "..", "..."}) {
      byte[] all = ("x".repeat(before) + SECRET + after).getBytes(StandardCharsets.UTF_8);
      assertFound("base64 at " + before % 3, Base64.getEncoder().encodeToString(all));
      assertFound("base64url at " + before % 3, Base64.getUrlEncoder().encodeToString(all));
    }
  }

  @Test
  void hexIsFoundInBothCases() {
    String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));
    assertEquals(Set.of("hex"), encodings("00" + hex + "ff"));
    assertEquals(Set.of("upper-case hex"), encodings(hex.toUpperCase(Locale.ROOT)));
  }

  @Test
  void percentEncodingIsFound() {
    String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    assertFound("percent-encoded as a form", "?a=" + form + "&b=1");
    assertFound("percent-encoded", "?a=" + form.replace("+", "%20"));
    assertFound("percent-encoded in lower case", lowerEscapes(form.replace("+", "%20")));
  }

  private static String lowerEscapes(String encoded) {
    return java.util.regex.Pattern.compile("%..")
        .matcher(encoded)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  @Test
  void jsonIsFoundHoweverItIsEscaped() {
    String json = JsonTree.array().add(SECRET).build().toString();
    assertFound("JSON", json);
    assertFound("JSON with escaped slashes", json.replace("/", "\\/"));
    assertFound("ASCII JSON", json.replace("é", "\\u00e9").replace("€", "\\u20ac"));
    assertFound("upper-case ASCII JSON", json.replace("é", "\\u00E9").replace("€", "\\u20AC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16IsFound(String charset) {
    assertEquals(Set.of(charset), encodings((" " + SECRET).getBytes(Charset.forName(charset))));
  }

  @Test
  void aPemTextIsFoundByOneOfItsLinesAndByItsBytes() {
    byte[] der = new byte[150];
    for (int i = 0; i < der.length; i++) {
      der[i] = (byte) (i * i + 3 * i);
    }
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    scan.plantPem("key", "-----BEGIN KEY-----\n" + base64 + "\n-----END KEY-----\n");
    assertTrue(
        scan.in("there", base64.lines().toList().get(1)).stream()
            .anyMatch(found -> found.canary().equals("key, a line of it")));
    assertTrue(
        scan.in("there", der).stream().anyMatch(found -> found.canary().equals("key, its DER")));
  }

  @Test
  void filesAndTheirNamesAreSearchedButNotWhatIsLeft(@TempDir Path directory) throws IOException {
    Path inside = Files.createDirectories(directory.resolve("a/b"));
    scan.plant("name", "a-file-name-of-its-own");
    Files.writeString(inside.resolve("a-file-name-of-its-own"), SECRET);
    Files.writeString(inside.resolve("left"), SECRET);
    assertEquals(
        Set.of(
            new Found("name", "plain", "the name of a/b/a-file-name-of-its-own"),
            new Found("secret", "plain", "a/b/a-file-name-of-its-own")),
        scan.below(directory, path -> path.endsWith("left")).stream()
            .filter(found -> found.encoding().equals("plain"))
            .collect(Collectors.toSet()));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(Set.of(), encodings(SECRET.substring(1)));
    assertEquals(Set.of(), encodings(SECRET.substring(0, SECRET.length() - 1)));
    assertEquals(Set.of(), encodings(""));
  }

  @Test
  void aCanaryThatCouldBeFoundByChanceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> scan.plant("short", "elevenbytes"));
  }
}
