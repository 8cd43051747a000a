package io.claviger.application.feed;

import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Revision;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a group.
 *
 * @param deliveries the newest state of every key that changed, in order of revision
 * @param pruned deletions up to this revision may be missing
 * @param wireKeyring under which version the private keys are encrypted; empty if there are none
 */
record Reading(
    List<Delivery> deliveries, Revision pruned, Optional<WireKeyring.Version> wireKeyring) {

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
