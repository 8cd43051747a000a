package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;

/** Begins unsealing anew: the shares that were given to this process count no more. */
public final class ForgetShares implements UseCase<ForgetShares.Forget, Boolean, SealStatus> {
  private final Unsealing unsealing;

  public ForgetShares(Unsealing unsealing) {
    this.unsealing = unsealing;
  }

  public record Forget(Caller caller) implements Command {}

  @Override
  public Action action(Forget forget) {
    return Action.UNSEAL;
  }

  @Override
  public Boolean prepare(Forget forget) {
    return true;
  }

  @Override
  public Done<SealStatus> execute(Forget forget, Boolean prepared, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    unsealing.forgetGivenShares();
    return Done.of(unsealing.status(), 200).on("seal").with("{\"reset\":true}");
  }
}
