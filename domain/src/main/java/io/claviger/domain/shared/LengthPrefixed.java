package io.claviger.domain.shared;

import java.util.Arrays;

/**
 * An injective encoding of a list of fields: each is its length as uint32, big-endian, and then its
 * bytes. Two different lists never have the same encoding, so it can stand below a MAC or as
 * associated data.
 */
public final class LengthPrefixed {
  private static final int FIRST_CAPACITY = 512;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

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
    putLength(field.length);
    put(field);
    return this;
  }

  /** A field of a byte, which tells what the rest is, and the rest. */
  public LengthPrefixed add(int tag, byte[] rest) {
    putLength(Math.addExact(rest.length, 1));
    bytes[length++] = (byte) tag;
    put(rest);
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void putLength(int value) {
    ensure(Math.addExact(Integer.BYTES, value));
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void put(byte[] more) {
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }
}
