package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.domain.access.Action;
import io.claviger.domain.keyring.Reencryption.Progress;
import java.util.Optional;

/** How far the moving of sealed values has come; empty if nobody has ever asked for it. */
public final class GetReencryption implements Query<GetReencryption.Get, Optional<Progress>> {
  private final KeyringOwners owners;
  private final ReencryptionRequests reencryptions;

  public GetReencryption(KeyringOwners owners, ReencryptionRequests reencryptions) {
    this.owners = owners;
    this.reencryptions = reencryptions;
  }

  public record Get(Caller caller, KeyringOwner owner) implements Command {}

  @Override
  public Action action(Get get) {
    return get.owner().either(Action.GET_KEYRING, Action.GET_SYSTEM_KEYRING);
  }

  @Override
  public Optional<Progress> execute(Get get, Permit permit) {
    permit.require(get.owner().arn());
    return reencryptions.progress(owners.find(get.owner()));
  }
}
