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
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.util.List;
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
public final class Rekey implements UseCase<Rekey.To, Rekey.Shares, SealStatus> {
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
   * @param current shares of the seal in force; empty where it is in a file
   * @param next the seal that is to have the custody
   * @param compromised whether somebody else may have the key of the seal in force
   */
  public record To(Caller caller, List<Secret> current, Next next, boolean compromised)
      implements Command {}

  /** A seal that does not have the custody yet. */
  public sealed interface Next {
    record InFile() implements Next {}

    /**
     * @param count how many shares there are
     * @param given as many of them as it takes
     */
    record Split(long count, long threshold, List<Secret> given) implements Next {}
  }

  /** Those of a request. */
  record Shares(List<Share> current, List<Share> next) {}

  @Override
  public Action action(To to) {
    return Action.REKEY;
  }

  @Override
  public Shares prepare(To to) {
    return new Shares(
        CollectedShares.parse(to.current()),
        switch (to.next()) {
          case Next.InFile() -> List.of();
          case Next.Split split -> NewShares.parse(split);
        });
  }

  /** Where the process stands then. */
  @Override
  public Done<SealStatus> execute(To to, Shares shares, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    WrappedRootKey row = rewrapping.hold();
    boolean anew = to.compromised() || row.custody() instanceof Custody.KeyFile;
    try (Seals.Shown shown = seals.shown(row.custody(), shares.current());
        Secret before = rootKey.unwrap(row, shown.seal());
        Secret after = anew ? RootKey.random(random) : before.copy()) {
      Custody custody = custody(to.next(), shares.next());
      Seal next = seal(row, to.next(), shares.next());
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

  private static Custody custody(Next next, List<Share> given) {
    return switch (next) {
      case Next.InFile() -> new Custody.KeyFile();
      case Next.Split split -> NewShares.custody(split, given);
    };
  }

  private Seal seal(WrappedRootKey row, Next next, List<Share> given) {
    return switch (next) {
      case Next.InFile() -> rootKey.prepare(row, seals.own());
      case Next.Split split -> seals.shamir().prepare(NewShares.key(given));
    };
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
}
