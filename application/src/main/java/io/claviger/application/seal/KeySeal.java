package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/** Wraps the root key under a key that is in memory. Closing wipes that key. */
final class KeySeal implements Seal, AutoCloseable {
  private final Aead aead;
  private final Secret key;

  /**
   * @param key 32 bytes, taken over
   */
  KeySeal(Aead aead, Secret key) {
    this.aead = aead;
    this.key = key;
  }

  @Override
  public byte[] wrap(Secret rootKey, byte[] place) {
    return aead.seal(key, rootKey, place);
  }

  Optional<Secret> opened(byte[] wrapped, byte[] place) {
    return aead.open(key, wrapped, place);
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] place) {
    return opened(wrapped, place)
        .orElseThrow(
            () ->
                invalid(
                    "these shares do not open the root key; compare the database with a backup"));
  }

  @Override
  public void close() {
    key.close();
  }
}
