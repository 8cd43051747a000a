package io.claviger.application.port;

import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.UserId;
import java.time.Instant;
import java.util.Optional;

/** The sessions of browsers. */
public interface Sessions {
  Optional<Session> find(String idHash);

  /** Inserts or replaces. */
  void save(Session session);

  void remove(String idHash);

  /** All of a user's but one; none is kept where the hash is empty. */
  void removeOthers(UserId user, String keptIdHash);

  /** Forgets what was last used before a moment. */
  void removeUnusedSince(Instant moment);
}
