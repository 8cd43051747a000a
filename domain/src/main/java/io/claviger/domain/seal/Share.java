package io.claviger.domain.seal;

import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One of the shares that a secret was split into. As it is handed out it is {@code cvgs1_<deal: 8
 * lower hex>_<position: 2 lower hex>_<value: 43 base64url>_<check: 8 base64url>}, split by
 * position, since base64url may hold an underscore. The check finds a mistake of who copied it; it
 * proves nothing.
 *
 * @param deal random, the same in all that were made together, so that nobody mixes what does not
 *     belong together
 * @param position from 1 to 255, where the polynomials were evaluated
 */
public record Share(int deal, int position, Secret value) implements AutoCloseable {
  /** Of a share that is handed out. */
  public static final int BYTES = 32;

  private static final int CHECK_BYTES = 6;
  private static final byte[] HEAD = "cvgs1_".getBytes(StandardCharsets.US_ASCII);
  private static final int POSITION_AT = HEAD.length + 8 + 1;
  private static final int VALUE_AT = POSITION_AT + 2 + 1;
  private static final int CHECK_AT = VALUE_AT + 43 + 1;
  private static final int LENGTH = CHECK_AT + 8;

  public Share {
    if (position < 1 || position > Shamir.MAX_SHARES) {
      throw new IllegalArgumentException("a share's position is from 1 to 255");
    }
  }

  /** Whether a text begins as a share does, which may be mistyped. */
  public static boolean isLike(Secret text) {
    return text.reveal(
        bytes ->
            bytes.length >= HEAD.length
                && Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length));
  }

  /** Empty if the text is not exactly what {@link #text} makes. */
  public static Optional<Share> parse(Secret text) {
    return text.reveal(Share::parse);
  }

  private static Optional<Share> parse(byte[] text) {
    if (text.length != LENGTH) {
      return Optional.empty();
    }
    byte[] value;
    int deal;
    int position;
    try {
      deal = HexFormat.fromHexDigits(ascii(text, HEAD.length, POSITION_AT - 1));
      position = HexFormat.fromHexDigits(ascii(text, POSITION_AT, VALUE_AT - 1));
      value = decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (position == 0 || value.length != BYTES) {
      return Optional.empty();
    }
    Share parsed = new Share(deal, position, Secret.of(value));
    // Upper case, stray bits of base64, another head and a wrong check all come out here.
    try (Secret canonical = parsed.text()) {
      if (canonical.reveal(bytes -> MessageDigest.isEqual(bytes, text))) {
        return Optional.of(parsed);
      }
    }
    parsed.close();
    return Optional.empty();
  }

  private static byte[] decode(byte[] text) {
    byte[] encoded = Arrays.copyOfRange(text, VALUE_AT, CHECK_AT - 1);
    try {
      return Base64.getUrlDecoder().decode(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.US_ASCII);
  }

  /** As it is handed out; its value has 32 bytes. */
  public Secret text() {
    byte[] text = new byte[LENGTH];
    System.arraycopy(HEAD, 0, text, 0, HEAD.length);
    HexFormat hex = HexFormat.of();
    String place = hex.toHexDigits(deal) + "_" + hex.toHexDigits((byte) position) + "_";
    byte[] before = place.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(before, 0, text, HEAD.length, before.length);
    text[CHECK_AT - 1] = '_';
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    value.revealTo(
        bytes -> {
          byte[] encoded = base64.encode(bytes);
          System.arraycopy(encoded, 0, text, VALUE_AT, encoded.length);
          Arrays.fill(encoded, (byte) 0);
        });
    byte[] check = Arrays.copyOf(digest("claviger/share-check/v1"), CHECK_BYTES);
    System.arraycopy(base64.encode(check), 0, text, CHECK_AT, LENGTH - CHECK_AT);
    return Secret.of(text);
  }

  /**
   * SHA-256, by which it is recognised. A share has 256 random bits, of which its hash tells
   * nothing.
   */
  public byte[] hash() {
    return digest("claviger/share-hash/v1");
  }

  /** The hash as {@link Custody.Shares} has it. */
  public String hashText() {
    return HexFormat.of().formatHex(hash());
  }

  private byte[] digest(String purpose) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(
          LengthPrefixed.encode(
              purpose, Integer.toUnsignedString(deal), Integer.toString(position)));
      value.revealTo(sha256::update);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public void close() {
    value.close();
  }
}
