package io.claviger.application.port;

import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The access tokens. */
public interface AccessTokens {
  /** A token and who it belongs to. */
  record Owned(AccessToken token, User owner) {}

  Optional<AccessToken> find(TokenId id);

  /** Empty too if the owner is gone. */
  Optional<Owned> findWithOwner(TokenId id);

  /** In the order in which they were made. */
  List<AccessToken> of(UserId owner);

  void add(AccessToken token);

  void remove(TokenId id);

  /** Forgets those that expired before a moment. */
  void removeExpiredBefore(Instant moment);
}
