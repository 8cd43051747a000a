package io.claviger.domain.shared;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Bytes that must not be seen. It has no {@code equals}, its text is redacted, and its bytes are
 * reached only through {@link #reveal}, so that every place that sees them can be found by that
 * word.
 *
 * <p>Closing wipes this copy, which reveals nothing from then on. It does not reach copies that a
 * garbage collector or a JSON parser made before.
 */
public final class Secret implements AutoCloseable {
  private final byte[] bytes;
  private volatile boolean closed;

  private Secret(byte[] bytes) {
    this.bytes = requireNonNull(bytes);
  }

  /** Takes the array over: the caller does not keep it. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes);
  }

  /** The UTF-8 bytes of a text that a parser or the runtime made a string of. */
  public static Secret ofText(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lends the bytes. What they are used for must not keep them. */
  public <T> T reveal(Function<byte[], T> use) {
    return use.apply(open());
  }

  /** Lends the bytes for a use without a result. */
  public void revealTo(Consumer<byte[]> use) {
    use.accept(open());
  }

  /** The bytes read as UTF-8, for a parser or a document that takes nothing but a string. */
  public String revealText() {
    return new String(open(), StandardCharsets.UTF_8);
  }

  public int length() {
    return bytes.length;
  }

  /** Compares in a time that depends on the lengths only. */
  public boolean sameAs(Secret other) {
    return MessageDigest.isEqual(open(), other.open());
  }

  public Secret copy() {
    return new Secret(open().clone());
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  private byte[] open() {
    if (closed) {
      throw new IllegalStateException("this secret has been wiped");
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
