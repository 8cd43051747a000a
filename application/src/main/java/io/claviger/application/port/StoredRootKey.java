package io.claviger.application.port;

import io.claviger.domain.seal.WrappedRootKey;
import java.util.Optional;

/** The wrapped root key, of which there is one. It can be read before anything is unsealed. */
public interface StoredRootKey {
  /** Empty where nothing is installed. */
  Optional<WrappedRootKey> find();

  /** As {@link #find}, and holds it until the transaction ends: nobody changes it meanwhile. */
  Optional<WrappedRootKey> hold();

  /** In the place of what was stored before. */
  void save(WrappedRootKey rootKey);
}
