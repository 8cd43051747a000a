package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.port.Aead;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.Seal;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Optional;

/** What stands behind each custody. */
public final class Seals {
  private final OwnSeal file;
  private final ShamirSeal shamir;
  private final Aead aead;

  public Seals(OwnSeal file, ShamirSeal shamir, Aead aead) {
    this.file = file;
    this.shamir = shamir;
    this.aead = aead;
  }

  /** The seal of this process. */
  public Seal of(Custody custody) {
    return switch (custody) {
      case Custody.KeyFile() -> file;
      case Custody.Shares shares -> shamir;
    };
  }

  /**
   * The seal in force, shown anew by who wants to change something about it: nothing that this
   * process has in memory counts.
   *
   * @param shares enough of them where the custody is in shares, and none otherwise; the caller
   *     closes them
   */
  Shown shown(Custody custody, List<Share> shares) {
    return switch (custody) {
      case Custody.KeyFile() -> {
        if (!shares.isEmpty()) {
          throw invalid("current_shares: there are none of a seal of type file; leave them out");
        }
        yield new Shown(file, () -> {});
      }
      case Custody.Shares of -> {
        KeySeal seal = under(combined(of, shares));
        yield new Shown(seal, seal::close);
      }
    };
  }

  OwnSeal own() {
    return file;
  }

  ShamirSeal shamir() {
    return shamir;
  }

  /** One whose key is given, which is taken over. */
  KeySeal under(Secret key) {
    return new KeySeal(aead, key);
  }

  private static Secret combined(Custody.Shares custody, List<Share> shares) {
    CollectedShares collected = new CollectedShares();
    Optional<Secret> key = Optional.empty();
    for (Share share : shares) {
      if (key.isEmpty()) {
        key = collected.add(custody, share);
      }
    }
    return key.orElseThrow(
        () ->
            invalid(
                "current_shares: fewer than the "
                    + custody.threshold()
                    + " different shares that it takes"));
  }

  /** Closing it wipes what was combined. */
  record Shown(Seal seal, Runnable wipe) implements AutoCloseable {
    @Override
    public void close() {
      wipe.run();
    }
  }
}
