package io.claviger.application.rotation;

import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Reencryptions;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was asked for, and how far it has come. Works inside a transaction. */
public final class ReencryptionRequests {
  private final Reencryptions reencryptions;
  private final Keyrings keyrings;
  private final SealedValues values;
  private final InstantSource clock;

  public ReencryptionRequests(
      Reencryptions reencryptions, Keyrings keyrings, SealedValues values, InstantSource clock) {
    this.reencryptions = reencryptions;
    this.keyrings = keyrings;
    this.values = values;
    this.clock = clock;
  }

  /** From what is under other keys now; the keyring is held. */
  public Progress start(Scope scope) {
    long remaining = remaining(scope);
    Reencryption started = Reencryption.started(scope, remaining, clock.instant());
    reencryptions.save(started);
    return started.progress(remaining, clock.instant());
  }

  /** The one that runs. */
  Optional<Reencryption> running(Scope scope) {
    return reencryptions.find(scope).filter(Reencryption::isRunning);
  }

  /** The keyring is held. */
  Progress end(Reencryption running, Reencryption.State how) {
    Reencryption ended = running.ended(how, clock.instant());
    reencryptions.save(ended);
    return progress(ended);
  }

  /** Empty if nobody has ever asked. */
  Optional<Progress> progress(Scope scope) {
    return reencryptions.find(scope).map(this::progress);
  }

  /**
   * Of all for which somebody has ever asked, but of those whose rows are damaged: these must not
   * hide the others, and are told of where they are read.
   */
  public Map<Scope, Progress> progresses() {
    Map<Scope, Progress> all = new HashMap<>();
    for (Reencryption asked : reencryptions.all()) {
      try {
        all.put(asked.scope(), progress(asked));
      } catch (RefusedException e) {
        if (!(e.refusal() instanceof Refusal.Damaged)) {
          throw e;
        }
      }
    }
    return all;
  }

  Progress progress(Reencryption reencryption) {
    return reencryption.progress(remaining(reencryption.scope()), clock.instant());
  }

  /** How many values are under other keys than the primary. */
  long remaining(Scope scope) {
    return KeyUse.of(scope, keyrings, values).elsewhere();
  }
}
