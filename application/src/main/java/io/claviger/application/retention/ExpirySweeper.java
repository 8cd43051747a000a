package io.claviger.application.retention;

import io.claviger.application.port.AccessTokens;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayGroups.Head;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.Leases;
import io.claviger.application.port.Sessions;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.credential.Session;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Deletes what counts no more: sessions once they have idled out; access tokens, and instances
 * whether or not they were revoked, 30 days after they expired. Until then it can be seen what they
 * were. There is no audit entry of it: when they end stands in the entry of their making.
 *
 * <p>The lease spares several processes the same work; that two do it at once harms nothing.
 */
public final class ExpirySweeper {
  private static final Logger LOG = System.getLogger(ExpirySweeper.class.getName());
  private static final String LEASE = "expiry-sweeper";
  private static final Duration LEASE_TIME = Duration.ofMinutes(30);
  private static final Duration KEPT = Duration.ofDays(30);

  /** A group is held for no more than these. */
  private static final int BATCH = 500;

  private final UnitOfWork unitOfWork;
  private final Leases leases;
  private final Sessions sessions;
  private final AccessTokens tokens;
  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final InstantSource clock;

  public ExpirySweeper(
      UnitOfWork unitOfWork,
      Leases leases,
      Sessions sessions,
      AccessTokens tokens,
      GatewayGroups groups,
      GatewayInstances instances,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.leases = leases;
    this.sessions = sessions;
    this.tokens = tokens;
    this.groups = groups;
    this.instances = instances;
    this.clock = clock;
  }

  /** Called every hour. */
  public void run() {
    if (!unitOfWork.inTransaction(() -> leases.acquire(LEASE, LEASE_TIME))) {
      return;
    }
    Instant now = clock.instant();
    Instant horizon = now.minus(KEPT);
    unitOfWork.inTransaction(
        () -> {
          sessions.removeUnusedSince(now.minus(Session.IDLE));
          tokens.removeExpiredBefore(horizon);
          return true;
        });
    unitOfWork.inTransaction(groups::heads).forEach(group -> sweep(group, horizon));
  }

  /** A group that cannot be swept now stays as it is, and keeps no other from being swept. */
  private void sweep(Head group, Instant horizon) {
    try {
      int removed = BATCH;
      while (removed == BATCH) {
        removed = unitOfWork.inTransaction(() -> sweepBatch(group, horizon));
      }
    } catch (RefusedException e) {
      LOG.log(Level.WARNING, "group {0} is not swept: {1}", group.id(), e.getMessage());
    }
  }

  private int sweepBatch(Head group, Instant horizon) {
    return groups
        .lock(group.id())
        .map(held -> instances.removeExpiredBefore(held.scope(), horizon, BATCH))
        .orElse(0);
  }
}
