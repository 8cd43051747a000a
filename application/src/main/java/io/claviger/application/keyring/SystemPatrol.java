package io.claviger.application.keyring;

import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;

/**
 * Looks at every row that belongs to no gateway group, so that one which was changed behind this
 * program's back is found although nobody reads it. The feeds do the same for their groups.
 */
public final class SystemPatrol {
  private final UnitOfWork unitOfWork;
  private final RowIntegrity rows;
  private final IntegrityAlarms alarms;

  public SystemPatrol(UnitOfWork unitOfWork, RowIntegrity rows, IntegrityAlarms alarms) {
    this.unitOfWork = unitOfWork;
    this.rows = rows;
    this.alarms = alarms;
  }

  /** Raises the alarm or clears it. */
  public void run() {
    try {
      unitOfWork.inTransaction(
          () -> {
            rows.verify(Scope.SYSTEM);
            return true;
          });
      alarms.clear(Scope.SYSTEM);
    } catch (RefusedException e) {
      // Whoever found a damaged row has told the alarms of it.
      if (!(e.refusal() instanceof Refusal.Damaged)) {
        throw e;
      }
    }
  }
}
