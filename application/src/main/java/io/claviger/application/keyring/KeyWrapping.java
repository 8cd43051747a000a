package io.claviger.application.keyring;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Prf;
import io.claviger.domain.keyring.DataKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.Instant;

/**
 * Wraps data keys, each under HKDF-SHA-256(root key ‖ the scope's shred key, info = the key's
 * place).
 */
final class KeyWrapping {
  private final Aead aead;
  private final Prf prf;

  KeyWrapping(Aead aead, Prf prf) {
    this.aead = aead;
    this.prf = prf;
  }

  WrappedKey wrap(DataKey key, Scope scope, Instant createdAt, Secret rootKey, Secret shredKey) {
    try (Secret wrappingKey = wrappingKey(scope, key.id(), rootKey, shredKey)) {
      byte[] wrapped = aead.seal(wrappingKey, key.material(), WrappedKey.place(scope, key.id()));
      return new WrappedKey(scope, key.id(), key.state(), wrapped, createdAt);
    }
  }

  /**
   * @throws NotWrappedSo if the two keys do not open it
   */
  DataKey unwrap(WrappedKey key, Secret rootKey, Secret shredKey) {
    try (Secret wrappingKey = wrappingKey(key.scope(), key.id(), rootKey, shredKey)) {
      byte[] place = WrappedKey.place(key.scope(), key.id());
      return new DataKey(
          key.id(),
          key.state(),
          aead.open(wrappingKey, key.wrapped(), place).orElseThrow(NotWrappedSo::new));
    }
  }

  private Secret wrappingKey(Scope scope, KeyId id, Secret rootKey, Secret shredKey) {
    try (Secret both = Secret.of(new byte[rootKey.length() + shredKey.length()])) {
      both.revealTo(
          target -> {
            rootKey.revealTo(root -> System.arraycopy(root, 0, target, 0, root.length));
            shredKey.revealTo(
                shred -> System.arraycopy(shred, 0, target, rootKey.length(), shred.length));
          });
      byte[] info = LengthPrefixed.encode("claviger/wrapping-key/v1", scope.value(), id.value());
      return prf.derive(both, info);
    }
  }
}
