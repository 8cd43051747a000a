package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.KeyedOperation;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.seal.Custody;

/**
 * Seals this process, and no other on the same database: it has no root key any more until it is
 * unsealed, or, where the seal is of type file, started anew.
 */
public final class SealProcess implements UseCase<SealProcess.Seal, Boolean, Boolean> {
  private final KeyedOperation operation;
  private final RootKey rootKey;

  public SealProcess(KeyedOperation operation, RootKey rootKey) {
    this.operation = operation;
    this.rootKey = rootKey;
  }

  /**
   * @param hard also rids the process of what the virtual machine has copied where nobody can wipe
   *     it
   */
  public record Seal(Caller caller, boolean hard) implements Command {}

  @Override
  public Action action(Seal seal) {
    return Action.SEAL;
  }

  @Override
  public Boolean prepare(Seal seal) {
    return true;
  }

  @Override
  public Done<Boolean> execute(Seal seal, Boolean prepared, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    if (seal.hard() && rootKey.hold().custody() instanceof Custody.KeyFile) {
      throw conflict(
          "hard: the seal is of type file, and the program would open it again at once; leave it"
              + " out");
    }
    return Done.of(seal.hard(), 200).on("seal");
  }

  @Override
  public void committed(Boolean hard) {
    if (hard) {
      operation.replace();
    } else {
      operation.pause();
    }
  }
}
