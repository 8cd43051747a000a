package io.claviger.application.rotation;

import static io.claviger.domain.shared.RefusedException.damaged;

import io.claviger.application.port.Keyrings;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;

/**
 * The keys of a scope and how many values are under each. Works inside a transaction; true for
 * longer than a moment only while the keyring is held.
 *
 * @param keys newest first
 */
record KeyUse(Scope scope, List<WrappedKey> keys, Map<KeyId, Long> values) {
  static KeyUse of(Scope scope, Keyrings keyrings, SealedValues values) {
    return new KeyUse(scope, keyrings.of(scope), values.countByKey(scope));
  }

  WrappedKey primary() {
    return keys.stream()
        .filter(key -> key.state() == KeyState.PRIMARY)
        .findFirst()
        .orElseThrow(
            () ->
                damaged(
                    "the primary key of keyring "
                        + scope
                        + " is missing; compare the database with a backup"));
  }

  long under(KeyId key) {
    return values.getOrDefault(key, 0L);
  }

  /** How many values are under other keys than the primary. */
  long elsewhere() {
    return values.values().stream().mapToLong(Long::longValue).sum() - under(primary().id());
  }
}
