package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts another root key in the place of the one before, under the same seal, which must be shown
 * anew. All keyrings are wrapped under it in one transaction; their data keys stay.
 */
public final class RotateRootKey implements UseCase<RotateRootKey.Rotate, Boolean, KeyId> {
  private final RootKey rootKey;
  private final Seals seals;
  private final Rewrapping rewrapping;
  private final RandomGenerator random;

  public RotateRootKey(
      RootKey rootKey, Seals seals, Rewrapping rewrapping, RandomGenerator random) {
    this.rootKey = rootKey;
    this.seals = seals;
    this.rewrapping = rewrapping;
    this.random = random;
  }

  /**
   * Closing it wipes the shares.
   *
   * @param shares of the seal in force; empty where it is in a file
   */
  public record Rotate(Caller caller, List<Secret> shares) implements Command, AutoCloseable {
    @Override
    public void close() {
      shares.forEach(Secret::close);
    }
  }

  @Override
  public Action action(Rotate rotate) {
    return Action.ROTATE_ROOT_KEY;
  }

  @Override
  public Boolean prepare(Rotate rotate) {
    return true;
  }

  /** Names the new root key. */
  @Override
  public Done<KeyId> execute(Rotate rotate, Boolean prepared, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    try (GivenShares shares = GivenShares.parse(rotate.shares())) {
      KeyId id = rotate(rewrapping.hold(), shares);
      return Done.of(id, 201).on("root_key/" + id);
    }
  }

  private KeyId rotate(WrappedRootKey row, GivenShares shares) {
    KeyId id = KeyId.random(random);
    try (Seals.Shown shown = seals.shown(row.custody(), shares.list());
        Secret before = rootKey.unwrap(row, shown.seal());
        Secret after = RootKey.random(random)) {
      // A rekey may be committed and not settled yet: what it replaced must not wrap anything more.
      rootKey.settle(seals.own());
      rewrapping.rewrap(before, after);
      rootKey.store(id, after, row.custody(), shown.seal());
    }
    return id;
  }
}
