package io.claviger.bootstrap;

import io.claviger.adapters.rest.health.Readiness;
import io.claviger.application.port.Installation;
import io.claviger.application.port.Leases;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ready while the keys are at hand and the database has lately answered and taken a write; asking
 * costs nothing.
 */
final class Health implements Readiness {
  private static final Duration LATELY_READ = Duration.ofSeconds(5);

  /** Longer than one writer may keep the others waiting at the embedded database. */
  private static final Duration LATELY_WRITTEN = Duration.ofSeconds(15);

  /** Any process may take it at any time: it is never held. */
  private static final String WRITE_PROBE = "write probe";

  private final UnitOfWork unitOfWork;
  private final Installation installation;
  private final Leases leases;
  private final BooleanSupplier unsealed;
  private final InstantSource clock;
  private volatile Instant readAt;
  private volatile Instant writtenAt;
  private boolean wrote = true;

  Health(
      UnitOfWork unitOfWork,
      Installation installation,
      Leases leases,
      BooleanSupplier unsealed,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.installation = installation;
    this.leases = leases;
    this.unsealed = unsealed;
    this.clock = clock;
    this.readAt = clock.instant();
    this.writtenAt = readAt;
  }

  /** Asks the database; called every second. */
  void read() {
    if (succeeds(installation::id)) {
      readAt = clock.instant();
    }
  }

  /**
   * Writes to the database; called every second, beside {@link #read}. The lease is refused only
   * where another process has written it since, which is as good. One write that gets through among
   * others that do not, as on a full disk, does not count.
   */
  void write() {
    boolean before = wrote;
    wrote = succeeds(() -> leases.acquire(WRITE_PROBE, Duration.ZERO));
    if (wrote && before) {
      writtenAt = clock.instant();
    }
  }

  /** What is old enough is a reason not to be ready, so a refusal is none by itself. */
  private boolean succeeds(Supplier<?> work) {
    try {
      unitOfWork.inTransaction(work);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Override
  public List<String> reasons() {
    Instant now = clock.instant();
    List<String> reasons = new ArrayList<>();
    if (!unsealed.getAsBoolean()) {
      reasons.add("the keys are not at hand: sealed, or starting");
    }
    if (readAt.plus(LATELY_READ).isBefore(now)) {
      reasons.add("the database does not answer");
    }
    if (writtenAt.plus(LATELY_WRITTEN).isBefore(now)) {
      reasons.add("the database takes no writes");
    }
    return reasons;
  }
}
