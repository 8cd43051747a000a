package io.claviger.domain.credential;

import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An access token as it is handed out once: {@code cvg_<id: 16 lower hex>_<secret: 43
 * base64url>_<tag: 8 base64url>}. It is split by position, since base64url may hold an underscore.
 * The tag is a truncated MAC of the rest, so that a made-up token costs no PBKDF2.
 */
public final class TokenText implements AutoCloseable {
  public static final int SECRET_BYTES = 32;
  private static final int TAG_BYTES = 6;
  private static final int LENGTH = 4 + 16 + 1 + 43 + 1 + 8;
  private static final Pattern FORM =
      Pattern.compile("cvg_[0-9a-f]{16}_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{8}");

  private final TokenId id;
  private final Secret secret;
  private final byte[] tag;

  private TokenText(TokenId id, Secret secret, byte[] tag) {
    this.id = id;
    this.secret = secret;
    this.tag = tag;
  }

  /**
   * @param secret 32 bytes
   * @param mac at least 6 bytes over {@link #authenticated}
   */
  public static TokenText of(TokenId id, Secret secret, byte[] mac) {
    if (secret.length() != SECRET_BYTES) {
      throw new IllegalArgumentException("a token's secret has 32 bytes");
    }
    return new TokenText(id, secret, tag(mac));
  }

  /** Empty if the text does not have the form; that it has it proves nothing. */
  public static Optional<TokenText> parse(String text) {
    if (text.length() != LENGTH || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    TokenText parsed =
        new TokenText(
            new TokenId(text.substring(4, 20)),
            Secret.of(base64.decode(text.substring(21, 64))),
            base64.decode(text.substring(65)));
    boolean canonical = parsed.reveal().sameAs(Secret.ofText(text));
    return canonical ? Optional.of(parsed) : Optional.empty();
  }

  /** What the tag is computed over. */
  public static byte[] authenticated(TokenId id, Secret secret) {
    return secret.reveal(
        bytes ->
            new LengthPrefixed().add("claviger/token/v1").add(id.value()).add(bytes).toBytes());
  }

  public TokenId id() {
    return id;
  }

  public Secret secret() {
    return secret;
  }

  public boolean hasTag(byte[] mac) {
    return MessageDigest.isEqual(tag, tag(mac));
  }

  private static byte[] tag(byte[] mac) {
    if (mac.length < TAG_BYTES) {
      throw new IllegalArgumentException("a token's MAC has at least 6 bytes");
    }
    return Arrays.copyOf(mac, TAG_BYTES);
  }

  /** The text itself, to be shown once. */
  public Secret reveal() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    byte[] text = new byte[LENGTH];
    byte[] head = ("cvg_" + id.value() + "_").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, text, 0, head.length);
    secret.revealTo(bytes -> System.arraycopy(base64.encode(bytes), 0, text, head.length, 43));
    text[64] = '_';
    System.arraycopy(base64.encode(tag), 0, text, 65, 8);
    return Secret.of(text);
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "TokenText[" + id + ", redacted]";
  }
}
