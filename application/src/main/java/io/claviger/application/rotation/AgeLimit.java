package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Leases;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.access.Actor;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Rotates keyrings whose primary has become too old. One process does it, under a lease; a stale
 * holder finds the keyring rotated when it holds it.
 */
public final class AgeLimit {
  private static final Logger LOG = System.getLogger(AgeLimit.class.getName());
  private static final String LEASE = "keyring-rotation";

  /** Short, so that who starts when another has stopped need not wait for it. */
  private static final Duration LEASE_TIME = Duration.ofSeconds(10);

  private static final Caller THIS =
      new Caller(new Actor.Program("rotation"), "localhost", "rotation");

  private final UnitOfWork unitOfWork;
  private final Leases leases;
  private final Gate gate;
  private final KeyringOwners owners;
  private final Keyrings keyrings;
  private final RotateKeyring rotation;
  private final Duration maxAge;
  private final InstantSource clock;

  public AgeLimit(
      UnitOfWork unitOfWork,
      Leases leases,
      Gate gate,
      KeyringOwners owners,
      Keyrings keyrings,
      RotateKeyring rotation,
      Duration maxAge,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.leases = leases;
    this.gate = gate;
    this.owners = owners;
    this.keyrings = keyrings;
    this.rotation = rotation;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** Called at the start, and every minute. */
  public void run() {
    if (!unitOfWork.inTransaction(() -> leases.acquire(LEASE, LEASE_TIME))) {
      return;
    }
    Instant limit = clock.instant().minus(maxAge);
    unitOfWork.inTransaction(owners::all).forEach((scope, owner) -> rotate(scope, owner, limit));
  }

  /** What is damaged, or gone by now, does not keep the others from being rotated. */
  private void rotate(Scope scope, KeyringOwner owner, Instant limit) {
    try {
      if (unitOfWork.inTransaction(() -> isTooOld(scope, owner, limit))) {
        gate.run(rotation, new RotateKeyring.Rotate(THIS, owner, true, Optional.of(limit)));
      }
    } catch (RefusedException e) {
      LOG.log(Level.WARNING, "the keyring of scope {0} is not rotated: {1}", scope, e.getMessage());
    }
  }

  private boolean isTooOld(Scope scope, KeyringOwner owner, Instant limit) {
    return owners.find(owner).equals(scope)
        && keyrings.of(scope).stream()
            .anyMatch(key -> key.state() == KeyState.PRIMARY && key.createdAt().isBefore(limit));
  }
}
