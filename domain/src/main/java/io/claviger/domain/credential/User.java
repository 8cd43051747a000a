package io.claviger.domain.credential;

import io.claviger.domain.access.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * A person who administers. The name is not here in plaintext: it is a sealed value at the place
 * {@code system/users/<id>/name}, and is found by its keyed hash.
 *
 * @param nameHash HMAC-SHA-256 of the name under a system key, hex
 * @param passwordExpiresAt set while the password is a one-time one, which may only be changed
 */
public record User(
    UserId id,
    String nameHash,
    PasswordHash password,
    Optional<Instant> passwordExpiresAt,
    Role role,
    Instant createdAt) {

  /** The role that counts: who holds a one-time password may change it and nothing else. */
  public Role effectiveRole() {
    return passwordExpiresAt.isPresent() ? Role.PASSWORD_CHANGE : role;
  }

  public boolean passwordExpiredAt(Instant now) {
    return passwordExpiresAt.filter(expiry -> !now.isBefore(expiry)).isPresent();
  }

  public User withPassword(PasswordHash changed) {
    return new User(id, nameHash, changed, Optional.empty(), role, createdAt);
  }

  public User withOneTimePassword(PasswordHash changed, Instant expiresAt) {
    return new User(id, nameHash, changed, Optional.of(expiresAt), role, createdAt);
  }

  /** The same password at today's cost. */
  public User withUpgradedHash(PasswordHash upgraded) {
    return new User(id, nameHash, upgraded, passwordExpiresAt, role, createdAt);
  }
}
