package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/** Keyed pseudorandom functions over SHA-256. */
public interface Prf {
  /** HMAC-SHA-256 (RFC 2104) of the concatenation of the parts: 32 bytes. */
  byte[] hmac(Secret key, byte[]... parts);

  /** HKDF-SHA-256 (RFC 5869) without salt: 32 bytes. */
  Secret derive(Secret inputKey, byte[] info);
}
