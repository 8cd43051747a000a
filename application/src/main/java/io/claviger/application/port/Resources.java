package io.claviger.application.port;

import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources of the groups, with markers where their secrets belong. */
public interface Resources {
  /** How many {@link #referrers} are told at most. */
  int MAX_REFERRERS = 1_000;

  Optional<Resource> find(ResourceKey key);

  /** All of a kind in ascending order of their ids (byte order). */
  List<Resource> list(Scope scope, ResourceKind kind);

  /** Those of a kind whose ids start with a prefix that ends with a slash, in the same order. */
  List<Resource> listBelow(Scope scope, ResourceKind kind, String prefix);

  /** Whether the group has any resource. */
  boolean any(Scope scope);

  /**
   * Inserts or replaces.
   *
   * @param references the resources of the same group that this one names
   */
  void save(Resource resource, Set<ResourceKey> references);

  /** Removes the row and leaves a tombstone with the revision and the moment of the deletion. */
  void remove(ResourceKey key, Revision revision, Instant now);

  /** The resources that name this one, in order, at most {@value #MAX_REFERRERS}. */
  List<ResourceKey> referrers(ResourceKey key);

  /**
   * The newest state of every key that changed after a revision, with its sealed values, in
   * ascending order of revision. A key that was put, deleted and put again appears once; one that
   * changes meanwhile may not appear, and does after its new revision is committed. What is
   * returned survives the loss of the process: data planes may hear of it.
   */
  Changes changedSince(Scope scope, Revision revision);

  /**
   * Changes, and what is not among them, as they were together.
   *
   * @param pruned deletions up to this revision may be missing
   */
  record Changes(List<Change> changes, Revision pruned) {}
}
