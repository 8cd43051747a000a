package io.claviger.application.keyring;

import io.claviger.application.port.WireCipher;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Encrypts private keys for the data planes of a group, all of them under the same version of its
 * wire keyring, which is opened for the first one. For one thread, inside one transaction; close it
 * to wipe the keys.
 *
 * <p>Guarantees: of all keys that data planes are given now, a ciphertext fits the active one
 * alone, in whatever order they are tried.
 */
public final class WireEncryption implements AutoCloseable {
  /** Each try fails for about one other key in 256. */
  private static final int TRIES = 16;

  private final WireCipher cipher;
  private final Supplier<Keys> source;
  private Optional<Keys> keys = Optional.empty();

  WireEncryption(WireCipher cipher, Supplier<Keys> source) {
    this.cipher = cipher;
    this.source = source;
  }

  /** The keys of one version. */
  record Keys(WireKeyring.Version version, Secret active, List<Secret> others) {}

  /**
   * @param pem to which line ends may be added, for which PEM has no meaning
   */
  public String encrypt(String pem) {
    Keys opened = keys.orElseGet(source);
    keys = Optional.of(opened);
    String text = pem;
    for (int tried = 0; tried < TRIES; tried++) {
      String ciphertext = encrypt(opened.active(), text);
      if (opened.others().stream().noneMatch(other -> cipher.fits(other, ciphertext))) {
        return ciphertext;
      }
      text += "\n";
    }
    throw new IllegalStateException("every ciphertext fits another wire key, too");
  }

  private String encrypt(Secret key, String text) {
    try (Secret plaintext = Secret.ofText(text)) {
      return cipher.encrypt(key, plaintext);
    }
  }

  /** Under which version it has encrypted; empty if it has encrypted nothing. */
  public Optional<WireKeyring.Version> version() {
    return keys.map(Keys::version);
  }

  @Override
  public void close() {
    keys.ifPresent(
        opened -> {
          opened.active().close();
          opened.others().forEach(Secret::close);
        });
  }
}
