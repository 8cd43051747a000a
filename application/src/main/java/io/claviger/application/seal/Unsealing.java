package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.keyring.RootKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/** How far this process is on its way from sealed to unsealed. */
public final class Unsealing {
  private final RootKey rootKey;
  private final ShamirSeal seal;
  private final Seals seals;
  private final CollectedShares collected = new CollectedShares();

  /** Guarded by this. */
  private Optional<Opened> ready = Optional.empty();

  public Unsealing(RootKey rootKey, ShamirSeal seal, Seals seals) {
    this.rootKey = rootKey;
    this.seal = seal;
    this.seals = seals;
  }

  /**
   * What takes effect with {@link #finish}.
   *
   * @param last the share that made it enough
   */
  private record Opened(Share last, Secret sealKey, KeyId id, Secret rootKey) {}

  /** Inside a transaction. */
  SealStatus status() {
    return rootKey
        .find()
        .map(row -> status(row.custody(), rootKey.isSealed()))
        .orElseGet(() -> SealStatus.WAITING);
  }

  /**
   * Inside a transaction; takes the share over. What it opens is open after {@link #finish}. One
   * that comes when there are enough already is not needed, and takes nothing from the others.
   */
  synchronized SealStatus add(WrappedRootKey row, Custody.Shares custody, Share share) {
    if (ready.isPresent()) {
      CollectedShares.check(custody, share);
      share.close();
      return status(custody, true);
    }
    ready = collected.add(custody, share).map(key -> opened(row, share, key));
    return status(custody, ready.isEmpty());
  }

  private Opened opened(WrappedRootKey row, Share last, Secret key) {
    try {
      return new Opened(last, key, row.id(), rootKey.unwrap(row, seals.under(key)));
    } catch (RuntimeException e) {
      key.close();
      throw e;
    }
  }

  /** After the commit. */
  synchronized void finish() {
    ready.ifPresent(
        opened -> {
          seal.open(opened.sealKey());
          rootKey.open(opened.id(), opened.rootKey());
          collected.reset();
        });
    ready = Optional.empty();
  }

  /** After a commit that failed: wipes the share and what it opened. */
  synchronized void giveBack(Share share) {
    if (ready.filter(opened -> opened.last().equals(share)).isPresent()) {
      drop();
    }
    collected.remove(share);
  }

  private void drop() {
    ready.ifPresent(
        opened -> {
          opened.sealKey().close();
          opened.rootKey().close();
        });
    ready = Optional.empty();
  }

  /** Refused where none was given, so that strangers cannot fill the audit log with it. */
  synchronized void forgetGivenShares() {
    if (collected.isEmpty()) {
      throw conflict("no share has been given to this process");
    }
    if (ready.isPresent()) {
      throw conflict("enough shares have been given, and the process is being unsealed");
    }
    forgetShares();
  }

  private void forgetShares() {
    drop();
    collected.reset();
  }

  /** Wipes the root key, the key of the seal, and the shares. */
  public synchronized void seal() {
    forgetShares();
    rootKey.seal();
    seal.seal();
  }

  private SealStatus status(Custody custody, boolean sealed) {
    int progress =
        sealed && custody instanceof Custody.Shares shares ? collected.progress(shares) : 0;
    return SealStatus.of(custody, sealed, progress);
  }
}
