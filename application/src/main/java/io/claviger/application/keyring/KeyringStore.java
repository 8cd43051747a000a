package io.claviger.application.keyring;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Prf;
import io.claviger.application.port.Seal;
import io.claviger.application.port.ShredKeys;
import io.claviger.domain.keyring.DataKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.Keyring;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The keyrings in memory, unwrapped. A data key is wrapped under HKDF-SHA-256(root key ‖ the
 * scope's shred key, info = the key's place), so that without the root key none opens, and without
 * its shred key no key of that scope.
 */
public final class KeyringStore {
  private final Keyrings keyrings;
  private final ShredKeys shredKeys;
  private final Seal seal;
  private final Aead aead;
  private final Prf prf;
  private final IntegrityAlarms alarms;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Map<Scope, Keyring> unwrapped = new ConcurrentHashMap<>();

  public KeyringStore(
      Keyrings keyrings,
      ShredKeys shredKeys,
      Seal seal,
      Aead aead,
      Prf prf,
      IntegrityAlarms alarms,
      RandomGenerator random,
      InstantSource clock) {
    this.keyrings = keyrings;
    this.shredKeys = shredKeys;
    this.seal = seal;
    this.aead = aead;
    this.prf = prf;
    this.alarms = alarms;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A scope's shred key and its first data key. Call it in the transaction that makes the scope. A
   * shred key may be there already: a start that was cut short before its commit leaves one.
   */
  void create(Scope scope) {
    try (Secret shredKey = shredKeys.find(scope).orElseGet(() -> shredKeys.create(scope));
        Secret material = randomKey()) {
      KeyId id = randomId();
      try (Secret wrappingKey = wrappingKey(scope, id, shredKey)) {
        byte[] wrapped = aead.seal(wrappingKey, material, WrappedKey.place(scope, id));
        keyrings.add(new WrappedKey(scope, id, KeyState.PRIMARY, wrapped, clock.instant()));
      }
    }
  }

  /** As it was when it was last read; inside a transaction. */
  Keyring cached(Scope scope) {
    Keyring keyring = unwrapped.get(scope);
    return keyring != null ? keyring : reload(scope);
  }

  /** As it is in the database; inside a transaction. */
  Keyring current(Scope scope) {
    Keyring keyring = unwrapped.get(scope);
    return keyring != null && keyring.version() == keyrings.version(scope)
        ? keyring
        : reload(scope);
  }

  /**
   * Refuses if the keys at hand do not open a scope's keyring; inside a transaction.
   *
   * @throws RefusedException with {@code Unavailable}, saying what to do
   */
  public void verify(Scope scope) {
    Keyring read = read(scope);
    if (unwrapped.putIfAbsent(scope, read) != null) {
      read.keys().forEach(key -> key.material().close());
    }
  }

  private Keyring reload(Scope scope) {
    Keyring keyring = read(scope);
    unwrapped.put(scope, keyring);
    return keyring;
  }

  private Keyring read(Scope scope) {
    long version = keyrings.version(scope);
    List<DataKey> keys =
        keyrings.of(scope).stream()
            .filter(key -> key.state() != KeyState.DESTROYED)
            .map(this::unwrap)
            .toList();
    if (keys.isEmpty()) {
      throw broken(scope, "there is no data key of scope " + scope);
    }
    return new Keyring(scope, version, keys);
  }

  /** Destroys what only this scope needs. After the transaction that removed the scope. */
  void shred(Scope scope) {
    shredKeys.destroy(scope);
    forget(scope);
  }

  /** Wipes what is in memory of a scope. */
  void forget(Scope scope) {
    Keyring gone = unwrapped.remove(scope);
    if (gone != null) {
      gone.keys().forEach(key -> key.material().close());
    }
  }

  /** Whether there is a keyring of this scope in the database; inside a transaction. */
  boolean exists(Scope scope) {
    return keyrings.version(scope) > 0;
  }

  private DataKey unwrap(WrappedKey key) {
    try (Secret shredKey = shredKey(key.scope());
        Secret wrappingKey = wrappingKey(key.scope(), key.id(), shredKey)) {
      byte[] place = WrappedKey.place(key.scope(), key.id());
      return new DataKey(
          key.id(),
          key.state(),
          aead.open(wrappingKey, key.wrapped(), place)
              .orElseThrow(
                  () ->
                      broken(
                          key.scope(),
                          "the root key does not open the keyring of scope "
                              + key.scope()
                              + "; use the keys directory that belongs to this database")));
    }
  }

  private Secret shredKey(Scope scope) {
    return shredKeys
        .find(scope)
        .orElseThrow(
            () ->
                broken(
                    scope,
                    "the shred key of scope "
                        + scope
                        + " is missing in the keys directory; restore it from its backup"));
  }

  /** What was removed altogether is no alarm here: its feed knows whether its group is gone. */
  private RefusedException broken(Scope scope, String reason) {
    if (exists(scope)) {
      alarms.raise(scope, reason);
    }
    return unavailable(reason);
  }

  private Secret wrappingKey(Scope scope, KeyId id, Secret shredKey) {
    try (Secret rootKey = seal.rootKey();
        Secret both = Secret.of(new byte[rootKey.length() + shredKey.length()])) {
      both.revealTo(
          target -> {
            rootKey.revealTo(root -> System.arraycopy(root, 0, target, 0, root.length));
            shredKey.revealTo(
                shred -> System.arraycopy(shred, 0, target, rootKey.length(), shred.length));
          });
      return prf.derive(both, wrappingInfo(scope, id));
    }
  }

  private static byte[] wrappingInfo(Scope scope, KeyId id) {
    return LengthPrefixed.encode("claviger/wrapping-key/v1", scope.value(), id.value());
  }

  private Secret randomKey() {
    byte[] bytes = new byte[DataKey.BYTES];
    random.nextBytes(bytes);
    return Secret.of(bytes);
  }

  private KeyId randomId() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return new KeyId(HexFormat.of().formatHex(bytes));
  }
}
