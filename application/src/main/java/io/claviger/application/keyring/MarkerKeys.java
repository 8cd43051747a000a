package io.claviger.application.keyring;

import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The marker keys in memory. A scope's is made with the scope and never changes, so it is read once
 * and not for every write of a secret and every delivery. Keys are lent, never given away.
 */
final class MarkerKeys {
  private final Map<Scope, Secret> known = new ConcurrentHashMap<>();

  /** Shared by those who use a key, held alone by who wipes one. */
  private final ReadWriteLock lent = new ReentrantReadWriteLock();

  /**
   * @param load reads and opens the scope's marker key
   */
  <T> T with(Scope scope, Supplier<Secret> load, Function<Secret, T> use) {
    Optional<T> result = lend(scope, use);
    while (result.isEmpty()) {
      keep(scope, load.get());
      result = lend(scope, use);
    }
    return result.get();
  }

  private <T> Optional<T> lend(Scope scope, Function<Secret, T> use) {
    lent.readLock().lock();
    try {
      return Optional.ofNullable(known.get(scope)).map(use);
    } finally {
      lent.readLock().unlock();
    }
  }

  private void keep(Scope scope, Secret key) {
    if (known.putIfAbsent(scope, key) != null) {
      key.close();
    }
  }

  Set<Scope> scopes() {
    return Set.copyOf(known.keySet());
  }

  /** Wipes a scope's. */
  void forget(Scope scope) {
    wipe(List.of(scope));
  }

  void forgetAll() {
    wipe(List.copyOf(known.keySet()));
  }

  private void wipe(List<Scope> scopes) {
    lent.writeLock().lock();
    try {
      scopes.forEach(scope -> Optional.ofNullable(known.remove(scope)).ifPresent(Secret::close));
    } finally {
      lent.writeLock().unlock();
    }
  }
}
