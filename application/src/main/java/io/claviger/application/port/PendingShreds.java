package io.claviger.application.port;

import io.claviger.domain.shared.Scope;
import java.util.Set;

/** The scopes that are gone, and whose shred keys may not be yet. */
public interface PendingShreds {
  Set<Scope> all();

  /** In the transaction that removes the scope. */
  void add(Scope scope);

  /** Does nothing if it is not there. */
  void remove(Scope scope);
}
