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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The keyrings in memory, unwrapped. A data key is wrapped under HKDF-SHA-256(root key ‖ the
 * scope's shred key, info = the key's place), so that without the root key none opens, and without
 * its shred key no key of that scope.
 *
 * <p>Guarantees: keys are lent, never given away; what is sealed is sealed under the primary that
 * the database has, and nobody changes the keyring before that is committed. A key that was
 * destroyed is wiped from the memory of every process, after a {@link #refresh} at the latest.
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

  /** Shared by those who use a key, held alone by who wipes some. */
  private final ReadWriteLock lent = new ReentrantReadWriteLock();

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
    try (Secret shredKey = shredKeys.find(scope).orElseGet(() -> shredKeys.create(scope))) {
      keyrings.add(newPrimary(scope, shredKey));
    }
  }

  /**
   * Gives a scope a new primary; the one before only opens from now on. Inside a transaction, which
   * must not seal anything in this scope afterwards: what is in memory is what was committed.
   */
  public WrappedKey rotate(Scope scope) {
    keyrings.hold(scope);
    keyrings.of(scope).stream()
        .filter(key -> key.state() == KeyState.PRIMARY)
        .forEach(key -> keyrings.replace(key.retired()));
    try (Secret shredKey = shredKey(scope)) {
      WrappedKey primary = newPrimary(scope, shredKey);
      keyrings.add(primary);
      return primary;
    }
  }

  private WrappedKey newPrimary(Scope scope, Secret shredKey) {
    KeyId id = randomId();
    try (Secret material = randomKey();
        Secret wrappingKey = wrappingKey(scope, id, shredKey)) {
      byte[] wrapped = aead.seal(wrappingKey, material, WrappedKey.place(scope, id));
      return new WrappedKey(scope, id, KeyState.PRIMARY, wrapped, clock.instant());
    }
  }

  /**
   * Lends the primary, as it is in the database, to seal something that the same transaction
   * stores. The keyring is held until the transaction ends, so that no key is destroyed under which
   * something is sealed but not committed yet.
   */
  <T> T withPrimary(Scope scope, Function<DataKey, T> use) {
    keyrings.hold(scope);
    long version = keyrings.version(scope);
    Optional<T> result = lend(scope, current(version, use));
    while (result.isEmpty()) {
      keep(read(scope));
      result = lend(scope, current(version, use));
    }
    return result.get();
  }

  private static <T> Function<Keyring, Optional<T>> current(
      long version, Function<DataKey, T> use) {
    return keyring ->
        Optional.of(keyring)
            .filter(known -> known.version() == version)
            .map(known -> use.apply(known.primary()));
  }

  /** Lends a key to open something with it; empty if there is none of this id (any more). */
  <T> Optional<T> withKey(Scope scope, KeyId id, Function<DataKey, T> use) {
    Function<Keyring, Optional<T>> find = keyring -> keyring.find(id).map(use);
    return lend(scope, find)
        .or(
            () -> {
              // Another process may have made it.
              refresh(scope, keyrings.version(scope));
              return lend(scope, find);
            });
  }

  /** Whether there is a key of this id that opens. */
  boolean has(Scope scope, KeyId id) {
    return withKey(scope, id, DataKey::id).isPresent();
  }

  /** No key is wiped while it is lent. */
  private <T> Optional<T> lend(Scope scope, Function<Keyring, Optional<T>> use) {
    lent.readLock().lock();
    try {
      return Optional.ofNullable(unwrapped.get(scope)).flatMap(use);
    } finally {
      lent.readLock().unlock();
    }
  }

  /**
   * Wipes from memory what was destroyed since, by whatever process; inside a transaction.
   *
   * @return how many keyrings were read anew
   */
  public int refresh() {
    return (int)
        keyrings.versions().entrySet().stream()
            .filter(stored -> unwrapped.containsKey(stored.getKey()))
            .filter(stored -> refresh(stored.getKey(), stored.getValue()))
            .count();
  }

  private boolean refresh(Scope scope, long version) {
    Keyring known = unwrapped.get(scope);
    if (known != null && known.version() == version) {
      return false;
    }
    keep(read(scope));
    return true;
  }

  /**
   * Refuses if the keys at hand do not open a scope's keyring; inside a transaction.
   *
   * @throws RefusedException with {@code Unavailable}, saying what to do
   */
  public void verify(Scope scope) {
    keep(read(scope));
  }

  private Keyring read(Scope scope) {
    long version = keyrings.version(scope);
    List<WrappedKey> wrapped =
        keyrings.of(scope).stream().filter(key -> key.state() != KeyState.DESTROYED).toList();
    if (wrapped.isEmpty()) {
      throw broken(scope, "there is no data key of scope " + scope);
    }
    List<DataKey> keys = new ArrayList<>();
    try (Secret shredKey = shredKey(scope)) {
      wrapped.forEach(key -> keys.add(unwrap(key, shredKey)));
      return new Keyring(scope, version, keys);
    } catch (RuntimeException e) {
      keys.forEach(key -> key.material().close());
      throw e;
    }
  }

  private void keep(Keyring keyring) {
    wipe(() -> Optional.ofNullable(unwrapped.put(keyring.scope(), keyring)));
  }

  /** Destroys what only this scope needs. After the transaction that removed the scope. */
  void shred(Scope scope) {
    shredKeys.destroy(scope);
    forget(scope);
  }

  /** Wipes what is in memory of a scope. What is still there is read again when it is needed. */
  public void forget(Scope scope) {
    wipe(() -> Optional.ofNullable(unwrapped.remove(scope)));
  }

  /** As {@link #forget(Scope)}, of every scope. */
  public void forgetAll() {
    unwrapped.keySet().forEach(this::forget);
  }

  private void wipe(Supplier<Optional<Keyring>> replaced) {
    lent.writeLock().lock();
    try {
      replaced.get().ifPresent(old -> old.keys().forEach(key -> key.material().close()));
    } finally {
      lent.writeLock().unlock();
    }
  }

  /** Whether there is a keyring of this scope in the database; inside a transaction. */
  boolean exists(Scope scope) {
    return keyrings.version(scope) > 0;
  }

  private DataKey unwrap(WrappedKey key, Secret shredKey) {
    try (Secret wrappingKey = wrappingKey(key.scope(), key.id(), shredKey)) {
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
