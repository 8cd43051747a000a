package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/** The custody of the root key. */
public interface Seal {
  /**
   * The 256-bit root key; the caller closes it.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Unavailable} while it is sealed
   */
  Secret rootKey();
}
