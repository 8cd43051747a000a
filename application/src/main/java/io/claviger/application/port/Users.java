package io.claviger.application.port;

import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import java.util.Optional;

/** The administrators. */
public interface Users {
  Optional<User> find(UserId id);

  /** Finds it and holds it until the transaction ends; waits for one that holds it. */
  Optional<User> lock(UserId id);

  Optional<User> findByNameHash(String nameHash);

  /** Whether there is any user at all. */
  boolean any();

  /** Inserts or replaces. */
  void save(User user);
}
