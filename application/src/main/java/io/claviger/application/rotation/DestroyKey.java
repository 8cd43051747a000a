package io.claviger.application.rotation;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.notFound;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.port.Installation;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.access.Action;
import io.claviger.domain.keyring.DestructionReceipt;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Destroys a key that no value needs: nothing stands in the place of its wrapped bytes, and it is
 * wiped from the memory of every process. The files of the database may hold the old bytes for a
 * time. The signed receipt is also the body of the audit entry.
 */
public final class DestroyKey
    implements UseCase<DestroyKey.Destroy, Boolean, DestroyKey.Destroyed> {
  private final KeyringOwners owners;
  private final Keyrings keyrings;
  private final KeyringStore store;
  private final SealedValues values;
  private final Installation installation;
  private final SigningKey signingKey;
  private final InstantSource clock;

  public DestroyKey(
      KeyringOwners owners,
      Keyrings keyrings,
      KeyringStore store,
      SealedValues values,
      Installation installation,
      SigningKey signingKey,
      InstantSource clock) {
    this.owners = owners;
    this.keyrings = keyrings;
    this.store = store;
    this.values = values;
    this.installation = installation;
    this.signingKey = signingKey;
    this.clock = clock;
  }

  public record Destroy(Caller caller, KeyringOwner owner, KeyId key) implements Command {}

  /**
   * @param signature over the receipt's canonical bytes
   */
  public record Destroyed(DestructionReceipt receipt, byte[] signature) {}

  @Override
  public Action action(Destroy destroy) {
    return destroy.owner().either(Action.DESTROY_KEY, Action.DESTROY_SYSTEM_KEY);
  }

  @Override
  public Boolean prepare(Destroy destroy) {
    return true;
  }

  @Override
  public Done<Destroyed> execute(Destroy destroy, Boolean prepared, Permit permit) {
    Scope scope = owners.hold(destroy.owner());
    permit.require(destroy.owner().arn());
    KeyUse use = KeyUse.of(scope, keyrings, values);
    WrappedKey key =
        use.keys().stream()
            .filter(found -> found.id().equals(destroy.key()))
            .findFirst()
            .orElseThrow(() -> notFound("no such key in this keyring"));
    refuseIfNeeded(key, use.under(key.id()));
    DestructionReceipt receipt = receipt(destroy, key);
    Destroyed destroyed = new Destroyed(receipt, signingKey.sign(receipt.canonicalBytes()));
    keyrings.replace(key.destroyed());
    return Done.of(destroyed, 200)
        .in(destroy.owner().groupText())
        .on("keyring/keys/" + key.id())
        .with(new String(receipt.canonicalBytes(), StandardCharsets.UTF_8));
  }

  private static void refuseIfNeeded(WrappedKey key, long needing) {
    if (key.state() == KeyState.DESTROYED) {
      throw conflict("this key is destroyed already; its receipt is in the audit log");
    }
    if (key.state() == KeyState.PRIMARY) {
      throw conflict("this key is the primary; rotate the keyring first");
    }
    if (needing > 0) {
      throw conflict(
          needing
              + (needing == 1 ? " sealed value needs" : " sealed values need")
              + " this key; re-encrypt the keyring first");
    }
  }

  private DestructionReceipt receipt(Destroy destroy, WrappedKey key) {
    return new DestructionReceipt(
        installation
            .id()
            .orElseThrow(() -> unavailable("the identity of the installation is missing")),
        key.scope(),
        destroy.owner().groupText(),
        key.id(),
        key.createdAt(),
        clock.instant(),
        destroy.caller().actor().text());
  }

  /** Other processes notice that the keyring has changed. */
  @Override
  public void committed(Destroyed destroyed) {
    store.forget(destroyed.receipt().scope());
  }
}
