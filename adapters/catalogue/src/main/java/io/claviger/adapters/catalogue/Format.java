package io.claviger.adapters.catalogue;

import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.RefusedException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a string of the keyword {@code format} is to a gateway, which drops what is not. */
enum Format {
  IPV4("ipv4", "an IPv4 address", IpAddress::isVersion4),
  IPV6("ipv6", "an IPv6 address", IpAddress::isVersion6),
  BASE64("base64", "base64 in the alphabet with + and /", Format::isBase64),
  JSON("json", "a string of JSON", Format::isJson),
  REPLACEMENT(
      "replacement",
      "a replacement: $1 or ${1} is what a group matched, $$ a dollar sign",
      Format::isReplacement),
  REGEX("regex", "a regular expression", text -> RegularExpression.problem(text).isEmpty()) {
    @Override
    Optional<String> refusal(String text) {
      return RegularExpression.problem(text);
    }
  };

  private static final Pattern BASE64_CHARACTERS = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");
  private static final Pattern CAPTURE = Pattern.compile("\\$(\\$|[0-9]|\\{[0-9]{1,9}}|)");

  private final String word;
  private final String phrase;
  private final Predicate<String> test;

  Format(String word, String phrase, Predicate<String> test) {
    this.word = word;
    this.phrase = phrase;
    this.test = test;
  }

  static Format of(String word) {
    return Stream.of(values())
        .filter(format -> format.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown format " + word));
  }

  /** As messages say it, after "must be". */
  String phrase() {
    return phrase;
  }

  /** Why a string does not have this format, as a message that does not quote it. */
  Optional<String> refusal(String text) {
    return test.test(text) ? Optional.empty() : Optional.of("must be " + phrase);
  }

  /** As nginx decodes it, which wants no padding, but no lone character at the end either. */
  private static boolean isBase64(String text) {
    int padding = text.indexOf('=');
    int characters = padding < 0 ? text.length() : padding;
    return characters % 4 != 1 && BASE64_CHARACTERS.matcher(text).matches();
  }

  private static boolean isJson(String text) {
    try {
      StrictJson.parse(text);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** As ngx.re.sub reads it: groups have numbers there, and no names. */
  private static boolean isReplacement(String text) {
    Matcher capture = CAPTURE.matcher(text);
    while (capture.find()) {
      if (capture.group(1).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
