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
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ready while the keys are at hand and the database has lately answered and taken a write; asking
 * costs nothing.
 */
final class Health implements Readiness {
  private static final Duration LATELY_READ = Duration.ofSeconds(5);

  /** Longer than a writer waits for its turn at the embedded database. */
  private static final Duration LATELY_WRITTEN = Duration.ofSeconds(15);

  /** Of this process alone, so that none waits for another. */
  private final String probe = "write probe " + UUID.randomUUID();

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
   * Writes to the database and takes it back; called every second, beside {@link #read}. One write
   * that gets through among others that do not, as on a full disk, does not count.
   */
  void write() {
    boolean before = wrote;
    wrote = false;
    wrote =
        succeeds(
            () -> {
              boolean granted = leases.acquire(probe, Duration.ZERO);
              leases.release(probe);
              return granted;
            });
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
