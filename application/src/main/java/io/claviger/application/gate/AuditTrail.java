package io.claviger.application.gate;

import io.claviger.application.port.AuditLog;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditEntry.Outcome;
import io.claviger.domain.shared.RandomUuid;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes down what was done and what was refused. */
public final class AuditTrail {
  private static final int SALT_BYTES = 16;

  private final UnitOfWork unitOfWork;
  private final AuditLog log;
  private final StrangerRefusals strangers;
  private final RandomGenerator random;
  private final InstantSource clock;

  public AuditTrail(
      UnitOfWork unitOfWork, AuditLog log, RandomGenerator random, InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.log = log;
    this.strangers = new StrangerRefusals(clock);
    this.random = random;
    this.clock = clock;
  }

  /** Inside the change's transaction: if this fails, so does the change. */
  public void done(Caller caller, Action action, Done<?> done) {
    log.append(
        entry(
            new Caller(done.actor().orElse(caller.actor()), caller.source(), caller.requestId()),
            action,
            done.outcome(),
            done.status(),
            done.group(),
            done.resource(),
            done.body()));
  }

  /** Of what was aimed at nothing in particular. */
  public void refused(Caller caller, Action action, Refusal refusal) {
    refused(caller, action, refusal, () -> Target.NONE);
  }

  /**
   * In a transaction of its own; refusals of strangers are counted and written once a minute.
   *
   * @param target called inside that transaction
   */
  void refused(Caller caller, Action action, Refusal refusal, Supplier<Target> target) {
    if (caller.actor() instanceof Actor.Unknown) {
      strangers.count(caller.source(), action.name());
    } else if (!isOfTheDatabase(refusal)) {
      unitOfWork.inTransaction(
          () -> {
            Target found = found(refusal, target);
            log.append(
                entry(
                    caller,
                    action,
                    Outcome.REFUSED,
                    Status.of(refusal),
                    found.group(),
                    found.resource(),
                    refusal.recorded()));
            return true;
          });
    }
  }

  /** Where a row is damaged, it is not looked at again, and the entry is written without it. */
  private static Target found(Refusal refusal, Supplier<Target> target) {
    try {
      return refusal instanceof Refusal.Damaged ? Target.NONE : target.get();
    } catch (RefusedException damaged) {
      return Target.NONE;
    }
  }

  /** There is nowhere to write it, or it may have been done after all. */
  private static boolean isOfTheDatabase(Refusal refusal) {
    return refusal instanceof Refusal.Unavailable || refusal instanceof Refusal.Uncertain;
  }

  /** Of refused reads only those are written down that a policy or a missing credential refused. */
  public void refusedRead(Caller caller, Action action, Refusal refusal) {
    if (refusal instanceof Refusal.Denied || refusal instanceof Refusal.Unauthenticated) {
      refused(caller, action, refusal);
    }
  }

  /** A request that did not get as far as a use case. */
  public void turnedAway(Caller caller, Action action) {
    strangers.count(caller.source(), action.name());
  }

  /** Writes down the refusals of strangers of the minutes that are over, or all. */
  public void flush(boolean all) {
    List<StrangerRefusals.Count> counts = strangers.take(all);
    if (counts.isEmpty()) {
      return;
    }
    try {
      unitOfWork.inTransaction(
          () -> {
            counts.forEach(count -> log.append(entry(count)));
            return counts.size();
          });
    } catch (RuntimeException e) {
      strangers.putBack(counts);
      throw e;
    }
  }

  private AuditEntry entry(StrangerRefusals.Count count) {
    return entry(
        new Caller(new Actor.Unknown(), count.source().text(), ""),
        new Action(count.action()),
        Outcome.REFUSED,
        401,
        "",
        "",
        "refused " + count.times() + " times in one minute");
  }

  private AuditEntry entry(
      Caller caller,
      Action action,
      Outcome outcome,
      int status,
      String group,
      String resource,
      String body) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new AuditEntry(
        RandomUuid.of(random),
        clock.instant(),
        HexFormat.of().formatHex(salt),
        caller.actor().text(),
        caller.source(),
        action.name(),
        group,
        resource,
        outcome,
        status,
        caller.requestId(),
        body);
  }
}
