package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.Seal;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gives the custody of the root key to another seal: another type, other shares, another threshold.
 * The seal in force must be shown anew, and so must the shares of the next, so that no installation
 * depends on shares that nobody has.
 *
 * <p>Guarantees: where the seal in force is a file, or is said to be compromised, the root key and
 * all data keys are replaced in the same transaction, and everything is re-encrypted afterwards: an
 * old key beside the new database opens nothing of what was sealed since, nor of what was moved.
 */
public final class Rekey implements UseCase<Rekey.To, Rekey.Prepared, SealStatus> {
  private final UnitOfWork unitOfWork;
  private final RootKey rootKey;
  private final Seals seals;
  private final Rewrapping rewrapping;
  private final RandomGenerator random;

  public Rekey(
      UnitOfWork unitOfWork,
      RootKey rootKey,
      Seals seals,
      Rewrapping rewrapping,
      RandomGenerator random) {
    this.unitOfWork = unitOfWork;
    this.rootKey = rootKey;
    this.seals = seals;
    this.rewrapping = rewrapping;
    this.random = random;
  }

  /**
   * Closing it wipes the shares.
   *
   * @param current shares of the seal in force; empty where it is in a file
   * @param next the seal that is to have the custody
   * @param compromised whether somebody else may have the key of the seal in force
   */
  public record To(Caller caller, List<Secret> current, Next next, boolean compromised)
      implements Command, AutoCloseable {
    @Override
    public void close() {
      current.forEach(Secret::close);
      next.close();
    }
  }

  /** A seal that does not have the custody yet. Closing it wipes its shares. */
  public sealed interface Next extends AutoCloseable {
    @Override
    void close();

    record InFile() implements Next {
      @Override
      public void close() {}
    }

    /**
     * @param count how many shares there are
     * @param given as many of them as it takes
     */
    record Split(long count, long threshold, List<Secret> given) implements Next {
      @Override
      public void close() {
        given.forEach(Secret::close);
      }
    }
  }

  /**
   * The next seal.
   *
   * @param split by its key, where that is split
   */
  record Prepared(Custody custody, Optional<KeySeal> split) {}

  @Override
  public Action action(To to) {
    return Action.REKEY;
  }

  @Override
  public Prepared prepare(To to) {
    return switch (to.next()) {
      case Next.InFile() -> new Prepared(new Custody.KeyFile(), Optional.empty());
      case Next.Split split -> {
        try (GivenShares given = NewShares.parse(split)) {
          Custody custody = NewShares.custody(split, given);
          yield new Prepared(custody, Optional.of(seals.under(NewShares.key(given))));
        }
      }
    };
  }

  /** Where the process stands then. */
  @Override
  public Done<SealStatus> execute(To to, Prepared prepared, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    try (GivenShares current = GivenShares.parse(to.current())) {
      return execute(to, rewrapping.hold(), current, prepared);
    }
  }

  private Done<SealStatus> execute(
      To to, WrappedRootKey row, GivenShares current, Prepared prepared) {
    boolean anew = to.compromised() || row.custody() instanceof Custody.KeyFile;
    try (Seals.Shown shown = seals.shown(row.custody(), current.list());
        Secret before = rootKey.unwrap(row, shown.seal());
        Secret after = anew ? RootKey.random(random) : before.copy()) {
      Custody custody = prepared.custody();
      Seal next = seal(row, prepared);
      refuseTheSame(row, next);
      if (anew) {
        rewrapping.rewrap(before, after);
        rewrapping.rotateDataKeys(after);
      }
      rootKey.store(anew ? KeyId.random(random) : row.id(), after, custody, next);
      SealStatus status = SealStatus.of(custody, false, 0);
      return Done.of(status, 200).on("seal").with(body(status, anew));
    }
  }

  private Seal seal(WrappedRootKey row, Prepared prepared) {
    return prepared
        .split()
        .<Seal>map(seals.shamir()::prepare)
        .orElseGet(() -> rootKey.prepare(row, seals.own()));
  }

  private void refuseTheSame(WrappedRootKey row, Seal next) {
    try {
      rootKey.unwrap(row, next).close();
    } catch (RefusedException e) {
      return;
    }
    throw conflict("the next seal has the same key as the one in force; give another");
  }

  private static String body(SealStatus status, boolean anew) {
    return "{\"type\":\""
        + status.type()
        + "\",\"shares\":"
        + status.shares()
        + ",\"threshold\":"
        + status.threshold()
        + ",\"keys_replaced\":"
        + anew
        + "}";
  }

  @Override
  public void committed(SealStatus status) {
    if (status.type().equals(Custody.KeyFile.TYPE)) {
      seals.shamir().seal();
    } else {
      seals.shamir().promote();
    }
    unitOfWork.inTransaction(
        () -> {
          rootKey.settle(seals.own());
          return true;
        });
  }

  /** What may be committed must open. */
  @Override
  public void notCommitted(Prepared prepared, boolean certain) {
    if (certain) {
      prepared.split().ifPresent(seals.shamir()::drop);
    }
  }
}
