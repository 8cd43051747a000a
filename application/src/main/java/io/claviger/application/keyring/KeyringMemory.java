package io.claviger.application.keyring;

import io.claviger.domain.keyring.Keyring;
import io.claviger.domain.shared.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The unwrapped keyrings of a process.
 *
 * <p>Guarantees: keys are lent, never given away, and none is wiped while it is lent; whatever
 * leaves is wiped.
 */
final class KeyringMemory {
  private final Map<Scope, Keyring> unwrapped = new ConcurrentHashMap<>();

  /** Shared by those who use a key, held alone by who wipes some. */
  private final ReadWriteLock lent = new ReentrantReadWriteLock();

  /** Empty if there is none that is as wanted. */
  <T> Optional<T> lend(Scope scope, Predicate<Keyring> wanted, Function<Keyring, T> use) {
    lent.readLock().lock();
    try {
      return Optional.ofNullable(unwrapped.get(scope)).filter(wanted).map(use);
    } finally {
      lent.readLock().unlock();
    }
  }

  /** Keeps one and lends it before anybody can wipe it or put another in its place. */
  <T> T keepAndLend(Keyring keyring, Function<Keyring, T> use) {
    lent.writeLock().lock();
    try {
      wipe(Optional.ofNullable(unwrapped.put(keyring.scope(), keyring)));
      lent.readLock().lock();
    } finally {
      lent.writeLock().unlock();
    }
    try {
      return use.apply(keyring);
    } finally {
      lent.readLock().unlock();
    }
  }

  void forget(Scope scope) {
    lent.writeLock().lock();
    try {
      wipe(Optional.ofNullable(unwrapped.remove(scope)));
    } finally {
      lent.writeLock().unlock();
    }
  }

  private static void wipe(Optional<Keyring> gone) {
    gone.ifPresent(keyring -> keyring.keys().forEach(key -> key.material().close()));
  }

  Set<Scope> scopes() {
    return Set.copyOf(unwrapped.keySet());
  }

  Collection<Keyring> all() {
    return List.copyOf(unwrapped.values());
  }
}
