package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/**
 * The seal whose key was split. It has the key from when enough shares have come together until it
 * is sealed, because another process may replace the root key meanwhile.
 */
public final class ShamirSeal implements Seal {
  private final Aead aead;

  /** Guarded by this. */
  private Optional<KeySeal> opened = Optional.empty();

  public ShamirSeal(Aead aead) {
    this.aead = aead;
  }

  /**
   * @param key 32 bytes, taken over
   */
  synchronized void open(Secret key) {
    seal();
    opened = Optional.of(new KeySeal(aead, key));
  }

  /** Wipes the key. */
  public synchronized void seal() {
    opened.ifPresent(KeySeal::close);
    opened = Optional.empty();
  }

  @Override
  public synchronized byte[] wrap(Secret rootKey, byte[] place) {
    return key().wrap(rootKey, place);
  }

  @Override
  public synchronized Secret unwrap(byte[] wrapped, byte[] place) {
    return key().unwrap(wrapped, place);
  }

  private KeySeal key() {
    return opened.orElseThrow(() -> unavailable("this process is sealed: unseal it with shares"));
  }
}
