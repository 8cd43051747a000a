package io.claviger.tests.endtoend;

import io.claviger.tests.harness.CanaryScan;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes secrets that a scan looks for from then on. */
final class Secrets {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int WORD = 22;

  private final CanaryScan scan = new CanaryScan();
  private final RandomGenerator random = new SecureRandom();

  CanaryScan scan() {
    return scan;
  }

  /** Letters and digits, for what takes no other characters. */
  String word(String name) {
    return word(name, WORD);
  }

  String word(String name, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return scan.plant(name, word.toString());
  }

  /** With characters that the encodings change; each half of it is looked for as well. */
  String text(String name) {
    String left = word(name + ", its left half");
    return scan.plant(name, left + " \"&\\/é" + word(name + ", its right half"));
  }
}
