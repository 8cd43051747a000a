package io.claviger.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.CanaryScan.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scan finds what it is for under its name: one that finds nothing then says something. */
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

  @Test
  void plainTextIsFoundAnywhere() {
    assertEquals(Set.of("plain"), encodings("before" + SECRET + "after"));
    assertEquals(Set.of("plain"), encodings(SECRET));
    assertEquals(Set.of(new Found("secret", "plain", "there")), scan.in("there", SECRET));
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
