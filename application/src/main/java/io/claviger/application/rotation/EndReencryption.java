package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.domain.access.Action;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.shared.Scope;
import java.util.Locale;
import java.util.Optional;

/** Writes down that the moving of sealed values has ended, and how. */
final class EndReencryption implements UseCase<EndReencryption.End, Boolean, Boolean> {
  private final KeyringOwners owners;
  private final ReencryptionRequests reencryptions;

  EndReencryption(KeyringOwners owners, ReencryptionRequests reencryptions) {
    this.owners = owners;
    this.reencryptions = reencryptions;
  }

  /**
   * @param how done or failed
   */
  record End(Caller caller, KeyringOwner owner, State how) implements Command {}

  @Override
  public Action action(End end) {
    return end.owner().either(Action.REENCRYPT_KEYRING, Action.REENCRYPT_SYSTEM_KEYRING);
  }

  @Override
  public Boolean prepare(End end) {
    return true;
  }

  /** Whether it has ended; a rotation may just have given it more to do. */
  @Override
  public Done<Boolean> execute(End end, Boolean prepared, Permit permit) {
    Scope scope = owners.hold(end.owner());
    permit.require(end.owner().arn());
    Optional<Reencryption> running = reencryptions.running(scope);
    if (running.isEmpty() || (end.how() == State.DONE && reencryptions.remaining(scope) > 0)) {
      return Done.unchanged(running.isEmpty())
          .in(end.owner().groupText())
          .on("keyring/reencryption");
    }
    Progress progress = reencryptions.end(running.get(), end.how());
    return Done.of(true, 200)
        .in(end.owner().groupText())
        .on("keyring/reencryption")
        .with(
            JsonTree.object()
                .add("state", progress.state().name().toLowerCase(Locale.ROOT))
                .add("total", progress.total())
                .add("done", progress.done())
                .build()
                .toString());
  }
}
