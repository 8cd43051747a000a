package io.claviger.application.port;

import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;

/**
 * Authenticates what is stored. Every row that decides access or what a gateway does carries a MAC
 * over all of its columns, and a gateway group carries a keyed hash of the set of its rows.
 *
 * <p>Guarantees: a row that somebody without the key edited, inserted or moved to another place is
 * never returned by a repository, which refuses it as {@code Damaged}. A row of a group that was
 * deleted, or put back as it once was, contradicts the hash of its group.
 *
 * <p>Not guaranteed: that a group is found which was put back as a whole, its own row included, as
 * it was together at an earlier moment; nor a row outside of groups that was deleted, or put back.
 */
public interface RowIntegrity {
  /**
   * Starts with the key under which rows are written and read until {@link #end}. Without it only
   * what leads to that key can be read: the identity of the installation, and the keyring and the
   * sealed values of the system, which the root key authenticates; and nothing can be written. What
   * cannot is refused as {@code Unavailable}.
   *
   * @param key 32 bytes; the caller closes it
   */
  void begin(Secret key);

  /** Wipes the key; does nothing where there is none. */
  void end();

  /**
   * Checks everything that bears a scope, or everything that bears the scope of no group; inside a
   * transaction.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Damaged}, naming one row
   */
  void verify(Scope scope);

  /**
   * A row that is not what this program wrote.
   *
   * @param scope whose row it says it is, or the system's
   * @param message names the table and the row, says what to do, and holds nothing of the rest
   */
  record Damage(Scope scope, String table, String message) {}
}
