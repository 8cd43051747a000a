package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import java.util.Arrays;

/** Short to write JSON. */
final class Json {
  private Json() {}

  /**
   * @param template JSON with single quotes for double ones, and {@code %s} for each text
   */
  static String of(String template, String... texts) {
    Object[] quoted = Arrays.stream(texts).map(text -> JsonTree.string(text).toString()).toArray();
    return template.replace('\'', '"').formatted(quoted);
  }
}
