package io.claviger.application.port;

import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import java.util.Optional;

/** The administrators. */
public interface Users {
  Optional<User> find(UserId id);

  Optional<User> findByNameHash(String nameHash);

  /** Whether there is any user at all. */
  boolean any();

  /** Inserts or replaces. */
  void save(User user);
}
