package io.claviger.domain.credential;

import java.time.Instant;

/** A token as it is stored; its secret is not among this. It has its owner's rights. */
public record AccessToken(
    TokenId id,
    UserId owner,
    String name,
    PasswordHash hash,
    Instant createdAt,
    Instant expiresAt) {
  public boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
