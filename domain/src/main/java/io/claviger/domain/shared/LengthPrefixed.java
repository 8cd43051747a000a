package io.claviger.domain.shared;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * An injective encoding of a list of fields: each is its length as uint32, big-endian, and then its
 * bytes. Two different lists never have the same encoding, so it can stand below a MAC or as
 * associated data.
 */
public final class LengthPrefixed {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  public static byte[] encode(String... fields) {
    LengthPrefixed encoding = new LengthPrefixed();
    for (String field : fields) {
      encoding.add(field);
    }
    return encoding.toBytes();
  }

  /**
   * @throws IllegalArgumentException if the text has an unpaired surrogate, and thus no UTF-8
   */
  public LengthPrefixed add(String field) {
    return add(Utf8.encode(field));
  }

  public LengthPrefixed add(byte[] field) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    bytes.writeBytes(field);
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
