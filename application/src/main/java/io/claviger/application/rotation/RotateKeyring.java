package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.port.Keyrings;
import io.claviger.domain.access.Action;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a keyring a new primary. The keys before open what they sealed until they are destroyed. It
 * makes no revision: data planes see nothing.
 */
public final class RotateKeyring implements UseCase<RotateKeyring.Rotate, Boolean, WrappedKey> {
  private final KeyringOwners owners;
  private final Keyrings keyrings;
  private final KeyringStore store;
  private final ReencryptionRequests reencryptions;

  public RotateKeyring(
      KeyringOwners owners,
      Keyrings keyrings,
      KeyringStore store,
      ReencryptionRequests reencryptions) {
    this.owners = owners;
    this.keyrings = keyrings;
    this.store = store;
    this.reencryptions = reencryptions;
  }

  /**
   * @param reencrypt whether the sealed values move to the new key; they do so anyway if they are
   *     on their way already
   * @param unlessMadeSince changes nothing if the primary is not older
   */
  public record Rotate(
      Caller caller, KeyringOwner owner, boolean reencrypt, Optional<Instant> unlessMadeSince)
      implements Command {}

  @Override
  public Action action(Rotate rotate) {
    return rotate.owner().either(Action.ROTATE_KEYRING, Action.ROTATE_SYSTEM_KEYRING);
  }

  @Override
  public Boolean prepare(Rotate rotate) {
    return true;
  }

  /** The primary. */
  @Override
  public Done<WrappedKey> execute(Rotate rotate, Boolean prepared, Permit permit) {
    Scope scope = owners.hold(rotate.owner());
    permit.require(rotate.owner().arn());
    Optional<WrappedKey> young =
        rotate.unlessMadeSince().flatMap(since -> primaryMadeSince(scope, since));
    if (young.isPresent()) {
      return Done.unchanged(young.get()).in(rotate.owner().groupText()).on("keyring");
    }
    WrappedKey primary = store.rotate(scope);
    if (rotate.reencrypt() || reencryptions.running(scope).isPresent()) {
      reencryptions.start(scope);
    }
    return Done.of(primary, 201)
        .in(rotate.owner().groupText())
        .on("keyring/keys/" + primary.id())
        .with("{\"reencrypt\":" + rotate.reencrypt() + "}");
  }

  private Optional<WrappedKey> primaryMadeSince(Scope scope, Instant since) {
    return keyrings.of(scope).stream()
        .filter(key -> key.state() == KeyState.PRIMARY && !key.createdAt().isBefore(since))
        .findFirst();
  }
}
