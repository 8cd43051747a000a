package io.claviger.application.port;

import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Optional;

/** The last request of every scope to move its sealed values to its primary key. */
public interface Reencryptions {
  /** Empty if nobody has ever asked. */
  Optional<Reencryption> find(Scope scope);

  /** Inserts or replaces, by scope. */
  void save(Reencryption reencryption);

  /** Those that run, in no order. */
  List<Reencryption> running();

  List<Reencryption> all();
}
