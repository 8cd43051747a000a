package io.claviger.application.port;

import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/**
 * One key per scope, kept outside the database and its backups. Without it none of the scope's data
 * keys can be unwrapped, so that destroying it shreds the scope in every backup.
 */
public interface ShredKeys {
  /** Makes and stores 32 random bytes durably; fails if the scope has some. */
  Secret create(Scope scope);

  Optional<Secret> find(Scope scope);

  /** Overwrites and removes; does nothing if there is none. */
  void destroy(Scope scope);
}
