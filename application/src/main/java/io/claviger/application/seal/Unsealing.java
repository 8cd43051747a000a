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

  /** What takes effect with {@link #finish}. */
  private record Opened(Secret sealKey, KeyId id, Secret rootKey) {}

  /** Inside a transaction. */
  SealStatus status() {
    return rootKey
        .find()
        .map(row -> status(row.custody(), rootKey.isSealed()))
        .orElseGet(() -> SealStatus.WAITING);
  }

  /** Inside a transaction; takes the share over. What it opens is open after {@link #finish}. */
  synchronized SealStatus add(WrappedRootKey row, Custody.Shares custody, Share share) {
    drop();
    collected
        .add(custody, share)
        .ifPresent(
            key ->
                ready =
                    Optional.of(new Opened(key, row.id(), rootKey.unwrap(row, seals.under(key)))));
    return status(custody, ready.isEmpty());
  }

  /** After the commit. */
  synchronized void finish() {
    ready.ifPresent(
        opened -> {
          seal.open(opened.sealKey());
          rootKey.open(opened.id(), opened.rootKey());
        });
    ready = Optional.empty();
    collected.reset();
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
    int progress = custody instanceof Custody.Shares shares ? collected.progress(shares) : 0;
    return SealStatus.of(custody, sealed, progress);
  }
}
