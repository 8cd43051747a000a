package io.claviger.application.port;

import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Optional;

/** What is left of deleted resources, so that who follows a group hears of each deletion. */
public interface Tombstones {
  /**
   * Removes some that were left before a moment, the oldest first. The caller holds the group, and
   * writes down in it up to which revision deletions are forgotten now.
   *
   * @return the highest revision among them; empty if there was none left
   */
  Optional<Revision> prune(Scope scope, Instant before, int limit);
}
