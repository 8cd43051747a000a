package io.claviger.domain.shared;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 without repairs, for bytes that stand below a MAC or a hash. Java's own conversion makes a
 * question mark of an unpaired surrogate, so that two texts would have the same bytes.
 */
public final class Utf8 {
  private Utf8() {}

  /**
   * @throws IllegalArgumentException if the text has an unpaired surrogate, and thus no UTF-8
   */
  public static byte[] encode(String text) {
    if (hasSurrogate(text)) {
      return encodeStrictly(text);
    }
    // Java's own conversion is many times faster, and there is nothing here for it to repair.
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] encodeStrictly(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text with an unpaired surrogate has no UTF-8", e);
    }
  }
}
