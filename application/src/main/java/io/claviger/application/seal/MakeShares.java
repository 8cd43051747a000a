package io.claviger.application.seal;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.keyring.RootKey;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes the shares of a seal that nothing is under, and keeps nothing of them. {@link Rekey} is
 * shown enough of them and gives it the custody.
 */
public final class MakeShares implements UseCase<MakeShares.Make, Boolean, List<Secret>> {
  private final RandomGenerator random;

  public MakeShares(RandomGenerator random) {
    this.random = random;
  }

  public record Make(Caller caller, long shares, long threshold) implements Command {}

  @Override
  public Action action(Make make) {
    return Action.REKEY;
  }

  @Override
  public Boolean prepare(Make make) {
    if (!Shamir.isPossible(make.shares(), make.threshold())) {
      throw NewShares.impossible();
    }
    return true;
  }

  /** As they are handed out, which is nowhere else; the caller closes them. */
  @Override
  public Done<List<Secret>> execute(Make make, Boolean prepared, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    try (Secret key = RootKey.random(random)) {
      List<Secret> texts =
          Shamir.split(key, (int) make.shares(), (int) make.threshold(), random).stream()
              .map(Share::text)
              .toList();
      return Done.of(texts, 201)
          .on("seal/shares")
          .with("{\"shares\":" + make.shares() + ",\"threshold\":" + make.threshold() + "}");
    }
  }
}
