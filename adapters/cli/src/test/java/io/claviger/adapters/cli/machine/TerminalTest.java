package io.claviger.adapters.cli.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.shared.Secret;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is typed becomes a secret and stays nowhere else. */
class TerminalTest {
  @Test
  void whatIsTypedIsWiped() {
    char[] typed = "passwörd".toCharArray();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(), nowhere, nowhere, Optional.of(prompt -> typed), false);
    try (Secret secret = terminal.secret("Password").orElseThrow()) {
      assertEquals("passwörd", secret.revealText());
    }
    assertArrayEquals(new char[typed.length], typed);
  }
}
