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
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts another root key in the place of the one before, under the same seal, which must be shown
 * anew. All keyrings are wrapped under it in one transaction; their data keys stay.
 */
public final class RotateRootKey implements UseCase<RotateRootKey.Rotate, List<Share>, KeyId> {
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
   * @param shares of the seal in force; empty where it is in a file
   */
  public record Rotate(Caller caller, List<Secret> shares) implements Command {}

  @Override
  public Action action(Rotate rotate) {
    return Action.ROTATE_ROOT_KEY;
  }

  @Override
  public List<Share> prepare(Rotate rotate) {
    return CollectedShares.parse(rotate.shares());
  }

  /** Names the new root key. */
  @Override
  public Done<KeyId> execute(Rotate rotate, List<Share> shares, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    WrappedRootKey row = rewrapping.hold();
    KeyId id = KeyId.random(random);
    try (Seals.Shown shown = seals.shown(row.custody(), shares);
        Secret before = rootKey.unwrap(row, shown.seal());
        Secret after = RootKey.random(random)) {
      rewrapping.rewrap(before, after);
      rootKey.store(id, after, row.custody(), shown.seal());
    }
    return Done.of(id, 201).on("root_key/" + id);
  }
}
