package io.claviger.application.keyring;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Prf;
import io.claviger.application.port.ShredKeys;
import io.claviger.domain.keyring.DataKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.Keyring;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The keyrings in memory, unwrapped. Without the root key none of them opens, and without its shred
 * key no key of that scope.
 *
 * <p>Guarantees: keys are lent, never given away; what is sealed is sealed under the primary that
 * the database has, and nobody changes the keyring before that is committed. A key that was
 * destroyed is wiped from the memory of every process, after a {@link #refresh} at the latest.
 */
public final class KeyringStore {
  private final Keyrings keyrings;
  private final ShredKeys shredKeys;
  private final RootKey rootKey;
  private final KeyWrapping wrapping;
  private final IntegrityAlarms alarms;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final KeyringMemory memory = new KeyringMemory();
  private final MarkerKeys markerKeys = new MarkerKeys();

  public KeyringStore(
      Keyrings keyrings,
      ShredKeys shredKeys,
      RootKey rootKey,
      Aead aead,
      Prf prf,
      IntegrityAlarms alarms,
      RandomGenerator random,
      InstantSource clock) {
    this.keyrings = keyrings;
    this.shredKeys = shredKeys;
    this.rootKey = rootKey;
    this.wrapping = new KeyWrapping(aead, prf);
    this.alarms = alarms;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A scope's shred key and its first data key. Call it in the transaction that makes the scope. A
   * shred key may be there already: a start that was cut short before its commit leaves one.
   */
  void create(Scope scope) {
    rootKey.hold();
    try (Secret shredKey = shredKeys.find(scope).orElseGet(() -> shredKeys.create(scope));
        Secret root = rootKey.get()) {
      keyrings.add(newPrimary(scope, root, shredKey));
    }
  }

  /**
   * Gives a scope a new primary; the one before only opens from now on. Inside a transaction, which
   * must not seal anything in this scope afterwards: what is in memory is what was committed.
   */
  public WrappedKey rotate(Scope scope) {
    keyrings.hold(scope);
    rootKey.hold();
    try (Secret root = rootKey.get()) {
      return rotate(scope, root);
    }
  }

  /** As {@link #rotate(Scope)}, under a root key that the same transaction stores. */
  public WrappedKey rotate(Scope scope, Secret root) {
    keyrings.of(scope).stream()
        .filter(key -> key.state() == KeyState.PRIMARY)
        .forEach(key -> keyrings.replace(key.retired()));
    try (Secret shredKey = shredKey(scope)) {
      WrappedKey primary = newPrimary(scope, root, shredKey);
      keyrings.add(primary);
      return primary;
    }
  }

  private WrappedKey newPrimary(Scope scope, Secret root, Secret shredKey) {
    try (Secret material = randomKey()) {
      DataKey key = new DataKey(KeyId.random(random), KeyState.PRIMARY, material);
      return wrapping.wrap(key, scope, clock.instant(), root, shredKey);
    }
  }

  /**
   * Wraps the data keys of a scope for another root key, which the same transaction stores. The
   * keyring is held.
   *
   * @throws RefusedException with {@code Unavailable} if one does not open
   */
  public void rewrap(Scope scope, Secret before, Secret after) {
    List<WrappedKey> wrapped = living(scope);
    if (wrapped.isEmpty()) {
      return;
    }
    try (Secret shredKey = shredKey(scope)) {
      for (WrappedKey key : wrapped) {
        DataKey opened = wrapping.unwrap(key, before, shredKey);
        try (Secret material = opened.material()) {
          keyrings.replace(wrapping.wrap(opened, scope, key.createdAt(), after, shredKey));
        }
      }
    } catch (NotWrappedSo e) {
      throw notOpened(scope);
    }
  }

  /**
   * Lends the primary, as it is in the database, to seal something that the same transaction
   * stores. The keyring is held until the transaction ends, so that no key is destroyed under which
   * something is sealed but not committed yet.
   */
  <T> T withPrimary(Scope scope, Function<DataKey, T> use) {
    keyrings.hold(scope);
    return lendStored(scope, keyring -> use.apply(keyring.primary()));
  }

  /** Lends a key to open something with it; empty if there is none of this id (any more). */
  <T> Optional<T> withKey(Scope scope, KeyId id, Function<DataKey, T> use) {
    Function<Keyring, Optional<T>> find = keyring -> keyring.find(id).map(use);
    // Another process may have made it.
    return memory
        .lend(scope, keyring -> true, find)
        .flatMap(found -> found)
        .or(() -> lendStored(scope, find));
  }

  /** Whether there is a key of this id that opens. */
  boolean has(Scope scope, KeyId id) {
    return withKey(scope, id, DataKey::id).isPresent();
  }

  /** The keyring as the database has it. */
  private <T> T lendStored(Scope scope, Function<Keyring, T> use) {
    long version = keyrings.version(scope);
    return memory
        .lend(scope, keyring -> keyring.version() == version, use)
        .orElseGet(() -> memory.keepAndLend(read(scope), use));
  }

  /**
   * Wipes from memory what was destroyed since, and what is of a scope that was removed, by
   * whatever process; inside a transaction. A scope whose keyring does not open keeps no other from
   * it.
   *
   * @return how many keyrings were read anew
   * @throws RefusedException as {@link #verify}, in the end
   */
  public int refresh() {
    Map<Scope, Long> versions = keyrings.versions();
    forgetAllBut(versions.keySet());
    List<RefusedException> refusals = new ArrayList<>();
    int read = 0;
    for (Keyring known : memory.all()) {
      if (known.version() != versions.getOrDefault(known.scope(), known.version())) {
        try {
          verify(known.scope());
          read++;
        } catch (RefusedException e) {
          refusals.add(e);
        }
      }
    }
    if (!refusals.isEmpty()) {
      throw refusals.getFirst();
    }
    return read;
  }

  /** One that is being made is forgotten with them, and read again when it is needed. */
  private void forgetAllBut(Set<Scope> stored) {
    Set<Scope> gone = new HashSet<>(memory.scopes());
    gone.addAll(markerKeys.scopes());
    gone.removeAll(stored);
    gone.forEach(this::forget);
  }

  /**
   * Refuses if the keys at hand do not open a scope's keyring; inside a transaction.
   *
   * @throws RefusedException with {@code Unavailable}, saying what to do
   */
  public void verify(Scope scope) {
    memory.keepAndLend(read(scope), keyring -> keyring);
  }

  private Keyring read(Scope scope) {
    KeyId root = rootKey.id();
    try {
      return unwrapped(scope);
    } catch (NotWrappedSo e) {
      if (!rootKey.id().equals(root)) {
        // It was replaced while the keys were read, which are under the new one now.
        return read(scope);
      }
      throw notOpened(scope);
    }
  }

  private Keyring unwrapped(Scope scope) {
    long version = keyrings.version(scope);
    List<WrappedKey> wrapped = living(scope);
    if (wrapped.isEmpty()) {
      throw broken(scope, "there is no data key of scope " + scope);
    }
    List<DataKey> keys = new ArrayList<>();
    try (Secret shredKey = shredKey(scope);
        Secret root = rootKey.get()) {
      wrapped.forEach(key -> keys.add(wrapping.unwrap(key, root, shredKey)));
      return new Keyring(scope, version, keys);
    } catch (RuntimeException e) {
      keys.forEach(key -> key.material().close());
      throw e;
    }
  }

  private List<WrappedKey> living(Scope scope) {
    return keyrings.of(scope).stream().filter(key -> key.state() != KeyState.DESTROYED).toList();
  }

  MarkerKeys markerKeys() {
    return markerKeys;
  }

  /** Destroys what only this scope needs. After the transaction that removed the scope. */
  void shred(Scope scope) {
    shredKeys.destroy(scope);
    forget(scope);
  }

  /** Wipes what is in memory of a scope. What is still there is read again when it is needed. */
  public void forget(Scope scope) {
    memory.forget(scope);
    markerKeys.forget(scope);
  }

  /** As {@link #forget(Scope)}, of every scope. */
  public void forgetAll() {
    memory.scopes().forEach(this::forget);
    markerKeys.forgetAll();
  }

  /** Whether there is a keyring of this scope in the database; inside a transaction. */
  boolean exists(Scope scope) {
    return keyrings.version(scope) > 0;
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

  private RefusedException notOpened(Scope scope) {
    return broken(
        scope,
        "the root key does not open the keyring of scope "
            + scope
            + "; use the keys directory that belongs to this database");
  }

  /** What was removed altogether is no alarm here: its feed knows whether its group is gone. */
  private RefusedException broken(Scope scope, String reason) {
    if (exists(scope)) {
      alarms.raise(scope, reason);
    }
    return unavailable(reason);
  }

  private Secret randomKey() {
    byte[] bytes = new byte[DataKey.BYTES];
    random.nextBytes(bytes);
    return Secret.of(bytes);
  }
}
