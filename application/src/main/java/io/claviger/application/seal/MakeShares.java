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
public final class MakeShares implements UseCase<MakeShares.Make, List<Secret>, List<Secret>> {
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
  public List<Secret> prepare(Make make) {
    if (!Shamir.isPossible(make.shares(), make.threshold())) {
      throw NewShares.impossible();
    }
    try (Secret key = RootKey.random(random);
        GivenShares split =
            new GivenShares(
                Shamir.split(key, (int) make.shares(), (int) make.threshold(), random))) {
      return split.list().stream().map(Share::text).toList();
    }
  }

  /** As they are handed out, which is nowhere else; the caller closes them. */
  @Override
  public Done<List<Secret>> execute(Make make, List<Secret> texts, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    return Done.of(texts, 201)
        .on("seal/shares")
        .with("{\"shares\":" + make.shares() + ",\"threshold\":" + make.threshold() + "}");
  }

  @Override
  public void notCommitted(List<Secret> texts, boolean certain) {
    texts.forEach(Secret::close);
  }
}
