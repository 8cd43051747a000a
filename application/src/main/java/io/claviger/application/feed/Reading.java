package io.claviger.application.feed;

import io.claviger.domain.shared.Revision;
import java.util.List;

/**
 * What was read of a group.
 *
 * @param deliveries the newest state of every key that changed, in order of revision
 * @param pruned deletions up to this revision may be missing
 */
record Reading(List<Delivery> deliveries, Revision pruned) {

  /**
   * Whether a key may be missing here because its deletion is forgotten: the one that is served, or
   * one after all that is served.
   *
   * @param upTo the last revision that is served
   */
  boolean mayLack(Delivery served, Revision upTo) {
    return pruned.isAfter(upTo) || (served.entry().isEmpty() && !served.revision().isAfter(pruned));
  }
}
