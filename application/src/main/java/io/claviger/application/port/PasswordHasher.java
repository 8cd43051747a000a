package io.claviger.application.port;

import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.shared.Secret;

/**
 * PBKDF2-HMAC-SHA-256, on a few threads of its own behind a bounded queue that is fair per source.
 * Passwords and tokens have separate queues. The calling thread waits.
 *
 * <p>Each call costs exactly one PBKDF2. Where the queue is full: {@code RefusedException} with
 * {@code Throttled}.
 */
public interface PasswordHasher {
  /** A new salt and the hash at the given cost. */
  PasswordHash hash(Secret secret, int iterations, String source);

  /** Compares in constant time. */
  boolean verify(Secret secret, PasswordHash hash, String source);
}
