package io.claviger.domain.keyring;

import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Scope;
import java.time.Instant;

/**
 * A data key as it is stored: sealed under a key that is derived from the root key and its scope's
 * shred key. Without either, it does not open.
 *
 * @param wrapped nonce ‖ ciphertext ‖ tag; nothing once the key is destroyed
 */
public record WrappedKey(Scope scope, KeyId id, KeyState state, byte[] wrapped, Instant createdAt) {
  /** What the wrapping is bound to: no other scope's or key's wrapping opens in its place. */
  public static byte[] place(Scope scope, KeyId id) {
    return LengthPrefixed.encode("claviger/data-key/v1", scope.value(), id.value());
  }

  /** The same key, which opens what it sealed and seals no more. */
  public WrappedKey retired() {
    return new WrappedKey(scope, id, KeyState.DECRYPT_ONLY, wrapped, createdAt);
  }

  /** What is left of the key: that there was one. */
  public WrappedKey destroyed() {
    return new WrappedKey(scope, id, KeyState.DESTROYED, new byte[0], createdAt);
  }
}
