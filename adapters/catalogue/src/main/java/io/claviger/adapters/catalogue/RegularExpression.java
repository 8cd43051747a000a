package io.claviger.adapters.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of a regular expression as PCRE reads it, which is not Java's. It finds what PCRE
 * surely refuses to compile; what it lets pass may still be refused for rarer reasons. It reads an
 * expression once, and matches nothing with it.
 */
final class RegularExpression {
  static final int MAX_LENGTH = 4096;
  private static final int MAX_REPETITIONS = 65_535;
  private static final Pattern QUANTIFIER = Pattern.compile("\\{([0-9]{1,9})(?:(,)([0-9]{0,9}))?}");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?\\^?[imsnJUx-]*[:)]");
  private static final Pattern GROUP =
      Pattern.compile(
          "\\(\\?(?:[:|>=!*]|<[=!*]|P?<[A-Za-z_]\\w*>|'[A-Za-z_]\\w*'|P=\\w+\\)|P>\\w+\\)|&\\w+\\)"
              + "|R\\)|[-+]?[0-9]+\\)|C[0-9]*\\)|(?=\\())");
  private static final Pattern POSIX_CLASS = Pattern.compile("\\[:\\^?[a-z]+:]");

  private final String text;
  private int at;
  private int open;
  private boolean repeatable;

  private RegularExpression(String text) {
    this.text = text;
  }

  /** Why an expression does not compile, in words that do not quote it. */
  static Optional<String> problem(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("must be a regular expression of at most " + MAX_LENGTH + " characters");
    }
    return new RegularExpression(text)
        .read()
        .map(reason -> "must be a regular expression: " + reason);
  }

  private Optional<String> read() {
    while (at < text.length()) {
      char here = text.charAt(at);
      Optional<String> problem =
          switch (here) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> group();
            case ')' -> endOfGroup();
            case '*', '+', '?' -> quantifier(1);
            case '{' -> braces();
            default -> literal(here != '|');
          };
      if (problem.isPresent()) {
        return problem;
      }
    }
    return refuseIf(open > 0, "a ( is never closed");
  }

  private Optional<String> literal(boolean mayRepeat) {
    at++;
    repeatable = mayRepeat;
    return Optional.empty();
  }

  private Optional<String> escape() {
    if (at + 1 == text.length()) {
      return Optional.of("it ends in a backslash");
    }
    boolean quote = text.charAt(at + 1) == 'Q';
    at = quote ? endOfQuote(at) : at + 2;
    repeatable = true;
    return Optional.empty();
  }

  private int endOfQuote(int start) {
    int end = text.indexOf("\\E", start);
    return end < 0 ? text.length() : end + 2;
  }

  private Optional<String> characterClass() {
    int i = at + 1;
    if (i < text.length() && text.charAt(i) == '^') {
      i++;
    }
    // The first ] is a character of the class.
    int first = i;
    while (i < text.length() && (i == first || text.charAt(i) != ']')) {
      i = afterClassCharacter(i);
      if (isBackwards(i)) {
        return Optional.of("a range of characters runs backwards");
      }
    }
    at = i + 1;
    repeatable = true;
    return refuseIf(i >= text.length(), "a [ is never closed");
  }

  private int afterClassCharacter(int i) {
    if (text.startsWith("\\Q", i)) {
      return endOfQuote(i);
    }
    Matcher posix = POSIX_CLASS.matcher(text).region(i, text.length());
    if (posix.lookingAt()) {
      return posix.end();
    }
    return text.charAt(i) == '\\' ? i + 2 : i + 1;
  }

  /** Whether a range of plain letters or digits that starts before a position does. */
  private boolean isBackwards(int i) {
    return i + 1 < text.length()
        && text.charAt(i) == '-'
        && isPlain(text.charAt(i - 1))
        && text.charAt(i - 2) != '\\'
        && isPlain(text.charAt(i + 1))
        && text.charAt(i - 1) > text.charAt(i + 1)
        && !(text.charAt(i - 2) == '-');
  }

  private static boolean isPlain(char character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z');
  }

  private Optional<String> group() {
    repeatable = false;
    if (text.startsWith("(?#", at) || text.startsWith("(*", at)) {
      int end = text.indexOf(')', at);
      at = end + 1;
      return refuseIf(end < 0, "a ( is never closed");
    }
    if (!text.startsWith("(?", at)) {
      open++;
      at++;
      return Optional.empty();
    }
    return special();
  }

  private Optional<String> special() {
    Matcher flags = FLAGS.matcher(text).region(at, text.length());
    Matcher kind = GROUP.matcher(text).region(at, text.length());
    Matcher found = flags.lookingAt() ? flags : kind;
    if (!found.lookingAt()) {
      return Optional.of("nothing known follows a (?");
    }
    // In extended syntax there are comments, in which anything may stand.
    if (found.equals(flags) && found.group().contains("x")) {
      at = text.length();
      open = 0;
      return Optional.empty();
    }
    boolean complete = found.group().endsWith(")");
    at = found.end();
    repeatable = complete;
    open += complete ? 0 : 1;
    return Optional.empty();
  }

  private Optional<String> endOfGroup() {
    open--;
    at++;
    repeatable = true;
    return refuseIf(open < 0, "a ) closes nothing");
  }

  private Optional<String> braces() {
    Matcher quantifier = QUANTIFIER.matcher(text).region(at, text.length());
    if (!quantifier.lookingAt()) {
      return literal(true);
    }
    int least = Integer.parseInt(quantifier.group(1));
    int most =
        quantifier.group(2) == null || quantifier.group(3).isEmpty()
            ? least
            : Integer.parseInt(quantifier.group(3));
    if (least > MAX_REPETITIONS || most > MAX_REPETITIONS) {
      return Optional.of("more than " + MAX_REPETITIONS + " repetitions");
    }
    return most < least
        ? Optional.of("a {} has a maximum below its minimum")
        : quantifier(quantifier.end() - at);
  }

  private Optional<String> quantifier(int length) {
    boolean nothing = !repeatable;
    at += length;
    // Lazy and possessive quantifiers.
    if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '+')) {
      at++;
    }
    repeatable = false;
    return refuseIf(nothing, "there is nothing to repeat before a quantifier");
  }

  private static Optional<String> refuseIf(boolean wrong, String reason) {
    return wrong ? Optional.of(reason) : Optional.empty();
  }
}
