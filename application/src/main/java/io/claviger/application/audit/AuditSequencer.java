package io.claviger.application.audit;

import io.claviger.application.port.AuditLog;
import io.claviger.application.port.Leases;
import io.claviger.application.port.UnitOfWork;
import java.time.Duration;

/**
 * Gives pending entries their place in the one order of the log. Only the holder of the lease does
 * it; a stale holder loses on the leaf's number, not on the lease.
 */
public final class AuditSequencer {
  private static final String LEASE = "audit-sequencer";
  private static final Duration LEASE_TIME = Duration.ofSeconds(5);
  private static final int BATCH = 1000;

  private final UnitOfWork unitOfWork;
  private final AuditLog log;
  private final Leases leases;

  public AuditSequencer(UnitOfWork unitOfWork, AuditLog log, Leases leases) {
    this.unitOfWork = unitOfWork;
    this.log = log;
    this.leases = leases;
  }

  /** Sequences everything that is pending; called every second. */
  public void run() {
    int taken = BATCH;
    while (taken == BATCH && unitOfWork.inTransaction(() -> leases.acquire(LEASE, LEASE_TIME))) {
      taken = unitOfWork.inTransaction(() -> log.sequence(BATCH));
    }
  }
}
