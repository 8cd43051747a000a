package io.claviger.application.credential;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.AccessTokens;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.UserId;
import java.util.List;

/** The caller's own tokens, without their secrets. */
public final class ListTokens implements Query<ListTokens.Listing, List<AccessToken>> {
  private final AccessTokens tokens;

  public ListTokens(AccessTokens tokens) {
    this.tokens = tokens;
  }

  public record Listing(Caller caller) implements Command {}

  @Override
  public Action action(Listing listing) {
    return Action.GET_TOKEN;
  }

  @Override
  public List<AccessToken> execute(Listing listing, Permit permit) {
    String owner = listing.caller().actor().person().orElse("");
    permit.require(Arn.user(owner));
    return owner.isEmpty() ? List.of() : tokens.of(UserId.parse(owner));
  }
}
