package io.claviger.domain.credential;

import java.time.Duration;
import java.time.Instant;

/**
 * A browser's session as it is stored: under the SHA-256 of its random id, never under the id.
 *
 * @param idHash hex of the SHA-256 of the 256-bit id that the cookie holds
 */
public record Session(String idHash, UserId user, Instant createdAt, Instant lastUsedAt) {
  public static final int ID_BYTES = 32;
  public static final Duration IDLE = Duration.ofMinutes(15);
  public static final Duration ABSOLUTE = Duration.ofHours(12);

  public boolean endedAt(Instant now) {
    return !now.isBefore(lastUsedAt.plus(IDLE)) || !now.isBefore(createdAt.plus(ABSOLUTE));
  }
}
