package io.claviger.domain.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vqzj-wmxk-97",
        "four words make sense",
        "            four words",
        "ünïcödé ist gut",
        "😀😁😂😃😄😅😆😇😈😉😊😋"
      })
  void longUncommonPasswordsAreGood(String password) {
    assertDoesNotThrow(() -> check(password));
  }

  /** An emoji is one character, although it is two of Java's. */
  @Test
  void lengthIsCountedInCodePoints() {
    assertTrue(refusal("😀😁😂😃😄😅😆😇😈😉😊").contains("12 to 128"));
    assertDoesNotThrow(() -> check("😀😁😂😃".repeat(32)));
    assertTrue(refusal("😀😁😂😃".repeat(32) + "x").contains("12 to 128"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "vqzj-wmxk-9"})
  void shortPasswordsAreRefused(String password) {
    assertTrue(refusal(password).contains("12 to 128"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"123456789012", "!QAZ2wsx3edc", "!qaz2WSX3EDC", "aaaaaaaaaaaaaaa", "abcabcabcabc"})
  void commonPasswordsAreRefused(String password) {
    assertTrue(refusal(password).contains("common"));
  }

  /** Shorter ones would be refused anyway, and another case would never match. */
  @Test
  void everyPasswordOfTheListIsOneThatTheListDecides() throws IOException {
    List<String> list = commonPasswords();
    assertFalse(list.isEmpty());
    assertEquals(list.size(), new HashSet<>(list).size());
    for (String password : list) {
      assertTrue(password.codePointCount(0, password.length()) >= 12, password);
      assertTrue(password.length() <= 128, password);
      assertEquals(password.strip().toLowerCase(Locale.ROOT), password);
      assertTrue(refusal(password.toUpperCase(Locale.ROOT)).contains("common"), password);
    }
  }

  @Test
  void refusalsHoldNothingOfThePassword() {
    assertFalse(refusal("canary").contains("canary"));
    assertFalse(refusal("canary".repeat(30)).contains("canary"));
  }

  private static String refusal(String password) {
    Refusal refusal = assertThrows(RefusedException.class, () -> check(password)).refusal();
    return assertInstanceOf(Refusal.Invalid.class, refusal).message();
  }

  private static void check(String password) {
    PasswordPolicy.check(Secret.ofText(password));
  }

  private static List<String> commonPasswords() throws IOException {
    try (InputStream list =
        Objects.requireNonNull(PasswordPolicy.class.getResourceAsStream("common-passwords.txt"))) {
      return new String(list.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
