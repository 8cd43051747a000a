package io.claviger.domain.keyring;

import io.claviger.domain.shared.Scope;
import java.time.Instant;

/**
 * A key under which private keys travel to the data planes of a group. Its bytes are a sealed
 * value.
 *
 * @param since when it came into this state
 */
public record WireKey(Scope scope, KeyId id, WireKeyState state, Instant createdAt, Instant since) {

  WireKey becoming(WireKeyState next, Instant now) {
    return new WireKey(scope, id, next, createdAt, now);
  }
}
