package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/**
 * The seal whose key was split. It has the key from when enough shares have come together until it
 * is sealed, because another process may replace the root key meanwhile.
 */
public final class ShamirSeal implements Seal {
  private final Aead aead;

  /** Guarded by this, as the next. */
  private Optional<KeySeal> opened = Optional.empty();

  /** What opens, too, because it may be committed already. */
  private Optional<KeySeal> prepared = Optional.empty();

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

  /**
   * Before the commit that gives the custody to another key.
   *
   * @param next taken over
   */
  synchronized Seal prepare(KeySeal next) {
    prepared.ifPresent(KeySeal::close);
    prepared = Optional.of(next);
    return next;
  }

  /** Where that commit did not come about, for certain. What another has prepared stays. */
  synchronized void drop(KeySeal next) {
    prepared = prepared.filter(one -> !one.equals(next));
    next.close();
  }

  /** After that commit. */
  synchronized void promote() {
    prepared.ifPresent(
        next -> {
          opened.ifPresent(KeySeal::close);
          opened = Optional.of(next);
        });
    prepared = Optional.empty();
  }

  /** Wipes the key. */
  public synchronized void seal() {
    opened.ifPresent(KeySeal::close);
    prepared.ifPresent(KeySeal::close);
    opened = Optional.empty();
    prepared = Optional.empty();
  }

  @Override
  public synchronized byte[] wrap(Secret rootKey, byte[] place) {
    return opened.orElseThrow(ShamirSeal::sealed).wrap(rootKey, place);
  }

  @Override
  public synchronized Secret unwrap(byte[] wrapped, byte[] place) {
    return opened
        .flatMap(seal -> seal.opened(wrapped, place))
        .or(() -> prepared.flatMap(seal -> seal.opened(wrapped, place)))
        .orElseThrow(ShamirSeal::sealed);
  }

  private static RefusedException sealed() {
    return unavailable("this process is sealed: unseal it with shares of the seal in force");
  }
}
