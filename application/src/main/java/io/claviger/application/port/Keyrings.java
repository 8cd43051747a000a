package io.claviger.application.port;

import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import java.util.List;

/** The wrapped data keys of every scope. */
public interface Keyrings {
  /** Newest first; empty if there is no such scope. */
  List<WrappedKey> of(Scope scope);

  /** Counts the changes of a scope's keyring; 0 if there is none. */
  long version(Scope scope);

  /** Adds a key and counts the version up. */
  void add(WrappedKey key);
}
