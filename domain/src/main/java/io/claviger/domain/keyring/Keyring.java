package io.claviger.domain.keyring;

import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Optional;

/** The data keys of a scope, newest first, as they are in memory. Immutable: a change is a copy. */
public record Keyring(Scope scope, long version, List<DataKey> keys) {
  public Keyring {
    keys = List.copyOf(keys);
    if (keys.stream().filter(key -> key.state() == KeyState.PRIMARY).count() != 1) {
      throw new IllegalArgumentException("a keyring has exactly one primary: " + scope);
    }
  }

  public DataKey primary() {
    return keys.stream().filter(key -> key.state() == KeyState.PRIMARY).findFirst().orElseThrow();
  }

  public Optional<DataKey> find(KeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
