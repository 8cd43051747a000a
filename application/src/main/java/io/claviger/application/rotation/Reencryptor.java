package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Leases;
import io.claviger.application.port.Reencryptions;
import io.claviger.application.port.SealedValues;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.access.Actor;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves sealed values to the primary of their keyring, a few in each transaction. One process does
 * it, under a lease; that a stale holder goes on does no harm, because each batch holds its
 * keyring.
 *
 * <p>Guarantees: a value keeps its place and version, so that markers, revisions and what data
 * planes have stay; what was moved before a crash stays moved, and the rest follows. A value that
 * does not open raises the alarm and ends the whole as failed; nothing is skipped.
 */
public final class Reencryptor {
  private static final Logger LOG = System.getLogger(Reencryptor.class.getName());
  private static final String LEASE = "reencryption";
  private static final Duration LEASE_TIME = Duration.ofSeconds(10);
  private static final Caller THIS =
      new Caller(new Actor.Program("reencryption"), "localhost", "reencryption");

  /** A value may have more than a mebibyte, and writers of the group wait for a batch. */
  private static final int BATCH = 32;

  private final UnitOfWork unitOfWork;
  private final Leases leases;
  private final Gate gate;
  private final KeyringOwners owners;
  private final Keyrings keyrings;
  private final SealedValues values;
  private final Reencryptions reencryptions;
  private final ReencryptionRequests requests;
  private final Sealing sealing;
  private final EndReencryption end;

  /** Where the groups were when their last batches were moved. */
  private final Map<Scope, Revision> revisions = new HashMap<>();

  public Reencryptor(
      UnitOfWork unitOfWork,
      Leases leases,
      Gate gate,
      KeyringOwners owners,
      Keyrings keyrings,
      SealedValues values,
      Reencryptions reencryptions,
      ReencryptionRequests requests,
      Sealing sealing) {
    this.unitOfWork = unitOfWork;
    this.leases = leases;
    this.gate = gate;
    this.owners = owners;
    this.keyrings = keyrings;
    this.values = values;
    this.reencryptions = reencryptions;
    this.requests = requests;
    this.sealing = sealing;
    this.end = new EndReencryption(owners, requests);
  }

  /** What a run leaves to do. */
  public enum Left {
    /** Nothing that can be done at once. */
    NOTHING,
    MORE,
    /** More, of a group that somebody has written to since its last batch, in whatever process. */
    MORE_BESIDE_WRITERS
  }

  /** How a batch ended. */
  private enum Batch {
    MOVED,
    MOVED_BESIDE_WRITERS,
    NOTHING_LEFT,
    DOES_NOT_OPEN,
    /** Another process does it, or it has ended. */
    NOT_OURS
  }

  /** One batch of each scope that has some to do; not by two threads at once. */
  public Left run() {
    List<Scope> running =
        unitOfWork.inTransaction(reencryptions::running).stream().map(Reencryption::scope).toList();
    revisions.keySet().retainAll(running);
    return running.stream().map(this::step).max(Comparator.naturalOrder()).orElse(Left.NOTHING);
  }

  private Left step(Scope scope) {
    try {
      return switch (unitOfWork.inTransaction(() -> batch(scope))) {
        case MOVED -> Left.MORE;
        case MOVED_BESIDE_WRITERS -> Left.MORE_BESIDE_WRITERS;
        case NOTHING_LEFT -> moreUnless(ended(scope, State.DONE));
        case DOES_NOT_OPEN -> moreUnless(ended(scope, State.FAILED));
        case NOT_OURS -> Left.NOTHING;
      };
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Damaged) {
        // Whoever found it has told the alarms of it.
        return moreUnless(!canEnd(scope) || ended(scope, State.FAILED));
      }
      if (e.refusal() instanceof Refusal.Conflict) {
        LOG.log(Level.DEBUG, "a batch lost a race and is tried again", e);
        return Left.NOTHING;
      }
      // What keeps this scope from it is no reason to keep the others waiting.
      LOG.log(Level.WARNING, "the values of scope {0} stay for now: {1}", scope, e.getMessage());
      return Left.NOTHING;
    }
  }

  private static Left moreUnless(boolean ended) {
    return ended ? Left.NOTHING : Left.MORE;
  }

  /**
   * Where the group's own row is damaged, too, nothing can be written down until it is repaired.
   */
  private boolean canEnd(Scope scope) {
    try {
      return unitOfWork.inTransaction(
          () -> {
            keyrings.hold(scope);
            return requests.progress(scope).isPresent();
          });
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Damaged) {
        return false;
      }
      throw e;
    }
  }

  private Batch batch(Scope scope) {
    if (!leases.acquire(LEASE, LEASE_TIME)) {
      return Batch.NOT_OURS;
    }
    Revision revision = keyrings.hold(scope);
    Optional<KeyId> primary = primary(scope);
    if (primary.isEmpty() || reencryptions.find(scope).filter(Reencryption::isRunning).isEmpty()) {
      return Batch.NOT_OURS;
    }
    List<SealedValues.Stored> batch = values.notUnder(scope, primary.get(), BATCH);
    for (SealedValues.Stored stored : batch) {
      Optional<SealedValue> resealed =
          sealing.reseal(place(scope, stored), stored.version(), stored.value());
      if (resealed.isEmpty()) {
        return Batch.DOES_NOT_OPEN;
      }
      values.reseal(scope, stored, resealed.get());
    }
    if (batch.isEmpty()) {
      return Batch.NOTHING_LEFT;
    }
    // A batch makes no revision, so whatever moved it was somebody else's write.
    boolean written = !revision.equals(revisions.getOrDefault(scope, revision));
    revisions.put(scope, revision);
    return written ? Batch.MOVED_BESIDE_WRITERS : Batch.MOVED;
  }

  /** Empty if the group was deleted meanwhile. */
  private Optional<KeyId> primary(Scope scope) {
    return keyrings.of(scope).stream()
        .filter(key -> key.state() == KeyState.PRIMARY)
        .map(WrappedKey::id)
        .findFirst();
  }

  /** Only its text counts where something is sealed and opened, and that is as it was stored. */
  private static Place place(Scope scope, SealedValues.Stored stored) {
    return new Place(
        scope,
        stored.kind(),
        stored.id(),
        Pointer.parse(stored.pointer(), JsonValue.EMPTY_JSON_OBJECT));
  }

  /** Also if there is nothing to end any more. */
  private boolean ended(Scope scope, State how) {
    Map<Scope, KeyringOwner> all = unitOfWork.inTransaction(owners::all);
    return Optional.ofNullable(all.get(scope))
        .map(owner -> gate.run(end, new EndReencryption.End(THIS, owner, how)))
        .orElse(true);
  }
}
