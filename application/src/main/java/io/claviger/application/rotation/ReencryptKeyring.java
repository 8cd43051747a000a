package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.domain.access.Action;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.shared.Scope;
import java.util.Optional;

/** Asks that every sealed value moves to the primary; a {@link Reencryptor} does it. */
public final class ReencryptKeyring
    implements UseCase<ReencryptKeyring.Reencrypt, Boolean, Progress> {
  private final KeyringOwners owners;
  private final ReencryptionRequests reencryptions;

  public ReencryptKeyring(KeyringOwners owners, ReencryptionRequests reencryptions) {
    this.owners = owners;
    this.reencryptions = reencryptions;
  }

  public record Reencrypt(Caller caller, KeyringOwner owner) implements Command {}

  @Override
  public Action action(Reencrypt reencrypt) {
    return reencrypt.owner().either(Action.REENCRYPT_KEYRING, Action.REENCRYPT_SYSTEM_KEYRING);
  }

  @Override
  public Boolean prepare(Reencrypt reencrypt) {
    return true;
  }

  @Override
  public Done<Progress> execute(Reencrypt reencrypt, Boolean prepared, Permit permit) {
    Scope scope = owners.hold(reencrypt.owner());
    permit.require(reencrypt.owner().arn());
    Optional<Reencryption> running = reencryptions.running(scope);
    Done<Progress> done =
        running.isPresent()
            ? Done.unchanged(reencryptions.progress(running.get()))
            : Done.of(reencryptions.start(scope), 202);
    return done.in(reencrypt.owner().groupText()).on("keyring/reencryption");
  }
}
