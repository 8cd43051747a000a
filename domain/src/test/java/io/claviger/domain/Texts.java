package io.claviger.domain;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the texts of property tests. */
public final class Texts {
  private static final List<String> ALPHABET =
      List.of("a", "b", "0", "1", "/", "~", "*", ".", "_", "\"", "\\", "\n", "\0", "é", "€", "😀");

  private Texts() {}

  /** Up to six characters, of which some are escaped, composed of two units, or separators. */
  public static String any(RandomGenerator random) {
    return random
        .ints(random.nextInt(7), 0, ALPHABET.size())
        .mapToObj(ALPHABET::get)
        .reduce("", String::concat);
  }

  /** Every text that differs from this one in exactly one character. */
  public static Stream<String> withOneCharacterChanged(String text) {
    return IntStream.range(0, text.length())
        .boxed()
        .flatMap(
            at ->
                IntStream.range(0, 0x100)
                    .filter(c -> c != text.charAt(at))
                    .mapToObj(c -> text.substring(0, at) + (char) c + text.substring(at + 1)));
  }
}
