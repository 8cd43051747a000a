package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;

/**
 * Gives this process one share. Anybody may: a share proves itself. One that is none of the seal's
 * changes nothing, one that comes again counts once, and the last one that it takes unseals.
 */
public final class Unseal implements UseCase<Unseal.Give, Share, SealStatus> {
  private final RootKey rootKey;
  private final Unsealing unsealing;

  public Unseal(RootKey rootKey, Unsealing unsealing) {
    this.rootKey = rootKey;
    this.unsealing = unsealing;
  }

  /**
   * @param share as it was handed out
   */
  public record Give(Caller caller, Secret share) implements Command {}

  @Override
  public Action action(Give give) {
    return Action.UNSEAL;
  }

  @Override
  public Share prepare(Give give) {
    return CollectedShares.parse(give.share());
  }

  @Override
  public Done<SealStatus> execute(Give give, Share share, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    WrappedRootKey row =
        rootKey
            .find()
            .orElseThrow(() -> conflict("nothing is installed yet: POST /api/sys/init first"));
    if (!(row.custody() instanceof Custody.Shares custody)) {
      throw conflict(
          "the seal is of type "
              + row.custody().type()
              + " and has no shares; start the process"
              + " anew to unseal it");
    }
    if (!rootKey.isSealed()) {
      CollectedShares.check(custody, share);
      share.close();
      return Done.unchanged(unsealing.status()).on("seal");
    }
    SealStatus status = unsealing.add(row, custody, share);
    return Done.of(status, 200).on("seal").with(body(status));
  }

  private static String body(SealStatus status) {
    return "{\"sealed\":" + status.sealed() + ",\"progress\":" + status.progress() + "}";
  }

  @Override
  public void committed(SealStatus status) {
    if (!status.sealed()) {
      unsealing.finish();
    }
  }

  /** It may be given again; those that were given before still count. */
  @Override
  public void notCommitted(Share share, boolean certain) {
    unsealing.giveBack(share);
  }
}
