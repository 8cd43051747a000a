package io.claviger.bootstrap;

import io.claviger.adapters.rest.health.Readiness;
import io.claviger.application.port.Installation;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Ready while the keys are at hand and the database has answered lately; asking costs nothing. */
final class Health implements Readiness {
  private static final Duration LATELY = Duration.ofSeconds(5);

  private final UnitOfWork unitOfWork;
  private final Installation installation;
  private final BooleanSupplier unsealed;
  private final InstantSource clock;
  private volatile Instant answeredAt;

  Health(
      UnitOfWork unitOfWork,
      Installation installation,
      BooleanSupplier unsealed,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.installation = installation;
    this.unsealed = unsealed;
    this.clock = clock;
    this.answeredAt = clock.instant();
  }

  /** Asks the database; called every second. */
  void probe() {
    try {
      unitOfWork.inTransaction(installation::id);
      answeredAt = clock.instant();
    } catch (RefusedException e) {
      // What is old enough is a reason not to be ready.
    }
  }

  @Override
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!unsealed.getAsBoolean()) {
      reasons.add("the keys are not at hand: sealed, or starting");
    }
    if (answeredAt.plus(LATELY).isBefore(clock.instant())) {
      reasons.add("the database does not answer");
    }
    return reasons;
  }
}
