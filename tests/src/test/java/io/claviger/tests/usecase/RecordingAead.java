package io.claviger.tests.usecase;

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.application.port.Aead;
import io.claviger.domain.shared.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real one, which remembers the keys that it was given. */
record RecordingAead(Aead real, List<Secret> keys) implements Aead {
  RecordingAead(SecureRandom random) {
    this(new XaesGcmAead(random), new CopyOnWriteArrayList<>());
  }

  @Override
  public byte[] seal(Secret key, Secret plaintext, byte[] associatedData) {
    keys.add(key);
    return real.seal(key, plaintext, associatedData);
  }

  @Override
  public Optional<Secret> open(Secret key, byte[] sealed, byte[] associatedData) {
    keys.add(key);
    return real.open(key, sealed, associatedData);
  }

  /** How many of them are in memory still. */
  long alive() {
    return keys.stream().filter(RecordingAead::isThere).distinct().count();
  }

  static boolean isThere(Secret secret) {
    try {
      secret.revealTo(bytes -> {});
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
