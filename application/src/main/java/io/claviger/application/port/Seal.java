package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/**
 * Has the root key in custody: what it wraps is stored in the database, and nobody else opens it.
 */
public interface Seal {
  /**
   * @param rootKey 32 bytes
   * @param place what {@link #unwrap} must be given again
   * @throws io.claviger.domain.shared.RefusedException with {@code Unavailable} while it is sealed
   */
  byte[] wrap(Secret rootKey, byte[] place);

  /**
   * The caller closes it.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Unavailable}, saying what to do,
   *     while it is sealed, and if it does not open
   */
  Secret unwrap(byte[] wrapped, byte[] place);
}
