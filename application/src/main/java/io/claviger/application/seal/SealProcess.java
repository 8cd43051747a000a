package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.KeyedOperation;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;

/**
 * Seals this process, and no other on the same database: it has no root key any more until it is
 * unsealed, or, where the seal is of type file, started anew.
 */
public final class SealProcess implements UseCase<SealProcess.Seal, Boolean, Boolean> {
  private final KeyedOperation operation;

  public SealProcess(KeyedOperation operation) {
    this.operation = operation;
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
