package io.claviger.application.port;

import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.shared.Scope;
import java.util.List;

/** Which wire keys the gateway groups have; the bytes of the keys are sealed values. */
public interface WireKeys {
  /** In no particular order; empty if there is no such group. */
  List<WireKey> of(Scope scope);

  /** Adds a key, or replaces the one of the same id. */
  void save(WireKey key);

  void remove(WireKey key);
}
