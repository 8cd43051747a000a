package io.claviger.application.feed;

import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Leases;
import io.claviger.application.port.Tombstones;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Removes the tombstones that no data plane needs any more. One that was away for longer is told to
 * read everything again, by the revision up to which its group has forgotten deletions.
 */
public final class TombstonePruner {
  /** Longer than a data plane is away for a restart or a repair. */
  public static final Duration AGE = Duration.ofHours(24);

  private static final Logger LOG = System.getLogger(TombstonePruner.class.getName());
  private static final String LEASE = "tombstone-pruner";
  private static final Duration LEASE_TIME = Duration.ofMinutes(1);

  /** So that nobody who writes to the group waits for long. */
  private static final int BATCH = 500;

  private final UnitOfWork unitOfWork;
  private final GatewayGroups groups;
  private final Tombstones tombstones;
  private final Leases leases;
  private final InstantSource clock;

  public TombstonePruner(
      UnitOfWork unitOfWork,
      GatewayGroups groups,
      Tombstones tombstones,
      Leases leases,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.groups = groups;
    this.tombstones = tombstones;
    this.leases = leases;
    this.clock = clock;
  }

  /** Goes through all groups; one that is damaged keeps no other from its turn. */
  public void run() {
    unitOfWork.inTransaction(groups::heads).forEach(head -> prune(head.id()));
  }

  private void prune(GroupId id) {
    try {
      boolean more = true;
      while (more && unitOfWork.inTransaction(() -> leases.acquire(LEASE, LEASE_TIME))) {
        more = unitOfWork.inTransaction(() -> pruneBatch(id));
      }
    } catch (RefusedException e) {
      LOG.log(Level.WARNING, "the tombstones of group {0} stay: {1}", id, e.getMessage());
    }
  }

  private boolean pruneBatch(GroupId id) {
    return groups.lock(id).map(this::pruneBatch).orElse(false);
  }

  private boolean pruneBatch(GatewayGroup group) {
    return tombstones
        .prune(group.scope(), clock.instant().minus(AGE), BATCH)
        .map(
            highest -> {
              Revision pruned = highest.isAfter(group.pruned()) ? highest : group.pruned();
              groups.save(group.withPruned(pruned));
              return true;
            })
        .orElse(false);
  }
}
