package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.shared.Secret;
import java.util.random.RandomGenerator;

/**
 * Makes the shares of a seal that nothing is under, and keeps nothing of them. {@link Rekey} is
 * shown enough of them and gives it the custody.
 */
public final class MakeShares implements UseCase<MakeShares.Make, Handout, Handout> {
  private final Dealer dealer;
  private final RandomGenerator random;

  public MakeShares(Dealer dealer, RandomGenerator random) {
    this.dealer = dealer;
    this.random = random;
  }

  public record Make(Caller caller, Dealer.Order order) implements Command {}

  @Override
  public Action action(Make make) {
    return Action.REKEY;
  }

  @Override
  public Handout prepare(Make make) {
    try (Secret key = RootKey.random(random)) {
      return dealer.deal(key, make.order()).handout();
    }
  }

  /** As they are handed out, which is nowhere else; the caller closes them. */
  @Override
  public Done<Handout> execute(Make make, Handout handout, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    return Done.of(handout, 201).on("seal/shares").with(Dealer.record(make.order(), handout));
  }

  @Override
  public void notCommitted(Handout handout, boolean certain) {
    handout.close();
  }
}
