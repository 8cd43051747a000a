package io.claviger.domain.keyring;

import io.claviger.domain.shared.Secret;

/** A key that seals values: 256 bits, in memory only. */
public record DataKey(KeyId id, KeyState state, Secret material) {
  public static final int BYTES = 32;
}
