package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;

/** Where this process stands; anybody may know. */
public final class GetSealStatus implements Query<GetSealStatus.Get, SealStatus> {
  private final Unsealing unsealing;

  public GetSealStatus(Unsealing unsealing) {
    this.unsealing = unsealing;
  }

  public record Get(Caller caller) implements Command {}

  @Override
  public Action action(Get get) {
    return Action.GET_SEAL_STATUS;
  }

  @Override
  public SealStatus execute(Get get, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    return unsealing.status();
  }
}
