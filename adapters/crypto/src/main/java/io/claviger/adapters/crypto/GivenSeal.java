package io.claviger.adapters.crypto;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.util.Arrays;
import java.util.Base64;

/**
 * Wraps the root key under 32 bytes that the operator gives to every process, such as in its
 * environment. It replaces and destroys no key: only who gave it can.
 */
public final class GivenSeal implements OwnSeal {
  private static final int BYTES = 32;

  private final Secret key;
  private final Aead aead;

  private GivenSeal(Secret key, Aead aead) {
    this.key = key;
    this.aead = aead;
  }

  /**
   * @param text base64 of 32 random bytes
   * @throws RefusedException with {@code Invalid} if it is anything else
   */
  public static GivenSeal of(Secret text, Aead aead) {
    byte[] key;
    try {
      key = text.reveal(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException e) {
      throw noKey();
    }
    if (key.length != BYTES) {
      Arrays.fill(key, (byte) 0);
      throw noKey();
    }
    return new GivenSeal(Secret.of(key), aead);
  }

  private static RefusedException noKey() {
    return invalid(
        "claviger.seal.key: must be 32 random bytes in base64 (openssl rand -base64 32)");
  }

  @Override
  public byte[] wrap(Secret rootKey, byte[] place) {
    return aead.seal(key, rootKey, place);
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] place) {
    return aead.open(key, wrapped, place)
        .orElseThrow(
            () ->
                unavailable(
                    "claviger.seal.key does not open the root key; give the key that belongs to"
                        + " this database"));
  }

  @Override
  public Seal prepare(byte[] wrapped, byte[] place) {
    return this;
  }

  @Override
  public void promote(byte[] wrapped, byte[] place) {}

  @Override
  public void destroy() {}
}
