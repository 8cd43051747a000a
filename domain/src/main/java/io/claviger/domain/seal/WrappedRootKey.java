package io.claviger.domain.seal;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.LengthPrefixed;
import java.time.Instant;
import java.util.UUID;

/**
 * The root key as it is stored: wrapped by the seal that has it in custody.
 *
 * @param id of the root key: another one has another id, the same under another seal has the same
 * @param wrapped what the seal made of it
 * @param createdAt when it was wrapped so
 */
public record WrappedRootKey(KeyId id, Custody custody, byte[] wrapped, Instant createdAt) {
  public static final int BYTES = 32;

  /** What the wrapping is bound to. */
  public static byte[] place(UUID installation, KeyId id, Custody custody) {
    return new LengthPrefixed()
        .add("claviger/root-key/v1")
        .add(installation.toString())
        .add(id.value())
        .add(custody.encode())
        .toBytes();
  }
}
