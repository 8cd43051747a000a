package io.claviger.application.port;

import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The wrapped data keys of every scope. */
public interface Keyrings {
  /** Newest first; empty if there is no such scope. */
  List<WrappedKey> of(Scope scope);

  /** Counts the changes of a scope's keyring; 0 if there is none. */
  long version(Scope scope);

  /** Those of all scopes. */
  Map<Scope, Long> versions();

  /**
   * Holds a keyring until the transaction ends: nobody else changes it or seals under it meanwhile.
   * What is held is the row of its group; the system has none, so its keyring's own row.
   *
   * @return the revision of the group, which every change that its data planes see moves; of the
   *     system always the same
   */
  Revision hold(Scope scope);

  /**
   * Every scope that has a key.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Damaged} if a keyring is not as
   *     it was written, or one of them is missing
   */
  Set<Scope> scopes();

  /** Adds a key and counts the version up. */
  void add(WrappedKey key);

  /** Replaces the key of the same id and counts the version up. */
  void replace(WrappedKey key);
}
