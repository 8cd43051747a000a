package io.claviger.bootstrap;

import io.claviger.adapters.rest.health.Readiness;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Ready as long as the database has answered lately; asking costs nothing. */
final class Health implements Readiness {
  private static final Duration LATELY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private volatile Instant answeredAt;

  Health(InstantSource clock) {
    this.clock = clock;
    this.answeredAt = clock.instant();
  }

  /** Asks the database; called every second. */
  void probe(UnitOfWork unitOfWork) {
    try {
      unitOfWork.inTransaction(() -> true);
      answeredAt = clock.instant();
    } catch (RefusedException e) {
      // What is old enough is a reason not to be ready.
    }
  }

  @Override
  public List<String> reasons() {
    return answeredAt.plus(LATELY).isBefore(clock.instant())
        ? List.of("the database does not answer")
        : List.of();
  }
}
