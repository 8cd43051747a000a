package io.claviger.adapters.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A secret on a line is read as it stands there. */
class SecretLinesTest {
  private static SecretLines lines(String text) {
    return new SecretLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "the input");
  }

  private static List<String> read(String text) {
    SecretLines lines = lines(text);
    return Stream.generate(lines::next)
        .takeWhile(line -> line.isPresent())
        .map(line -> line.orElseThrow().revealText())
        .toList();
  }

  @Test
  void onlyTheEndOfALineIsNoPartOfIt() {
    assertEquals(List.of(), read(""));
    assertEquals(List.of(" a ", "", "é\r", "b"), read(" a \n\r\né\r\r\nb"));
    assertEquals(List.of("a"), read("a\n"));
  }

  @Test
  void aLineWithoutEndIsRefusedAndNotRepeated() {
    String secret = "planted".repeat(2500);
    SecretLines lines = lines(secret);
    RefusedException refused = assertThrows(RefusedException.class, lines::next);
    assertFalse(refused.refusal().message().contains("planted"));
    try (Secret most = lines("x".repeat(16_384)).next().orElseThrow()) {
      assertEquals(16_384, most.length());
    }
  }
}
