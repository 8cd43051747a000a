package io.claviger.domain.credential;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.claviger.domain.shared.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which passwords are good enough: 12 to 128 characters, none of the common ones, and no rule about
 * their composition (NIST SP 800-63B, section 3.1.1.2).
 */
public final class PasswordPolicy {
  public static final int MIN_CHARACTERS = 12;
  public static final int MAX_CHARACTERS = 128;
  private static final Set<String> COMMON = common();

  private PasswordPolicy() {}

  public static void check(Secret password) {
    String text = password.revealText();
    int characters = text.codePointCount(0, text.length());
    if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
      throw invalid(
          "a password has "
              + MIN_CHARACTERS
              + " to "
              + MAX_CHARACTERS
              + " characters; choose another");
    }
    if (COMMON.contains(text.toLowerCase(Locale.ROOT))
        || text.codePoints().distinct().count() < 4) {
      throw invalid("this password is a common one; choose another");
    }
  }

  private static Set<String> common() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PasswordPolicy.class.getResourceAsStream("common-passwords.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().collect(toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
