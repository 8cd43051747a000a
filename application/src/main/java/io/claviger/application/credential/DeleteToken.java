package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.AccessTokens;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.TokenId;
import java.util.Optional;

/** Deletes a token; it is refused from then on, in every process. */
public final class DeleteToken implements UseCase<DeleteToken.Delete, Boolean, TokenId> {
  private final AccessTokens tokens;

  public DeleteToken(AccessTokens tokens) {
    this.tokens = tokens;
  }

  public record Delete(Caller caller, TokenId id) implements Command {}

  @Override
  public Action action(Delete delete) {
    return Action.DELETE_TOKEN;
  }

  @Override
  public Target target(Delete delete) {
    return tokens.find(delete.id()).map(token -> Target.NONE.on(name(token))).orElse(Target.NONE);
  }

  @Override
  public Boolean prepare(Delete delete) {
    return true;
  }

  @Override
  public Done<TokenId> execute(Delete delete, Boolean prepared, Permit permit) {
    AccessToken token =
        tokens
            .find(delete.id())
            .filter(found -> delete.caller().actor().person().equals(owner(found)))
            .orElseThrow(() -> notFound("no such token"));
    permit.require(Arn.user(token.owner().toString()));
    tokens.remove(token.id());
    return Done.of(token.id(), 200).on(name(token));
  }

  private static String name(AccessToken token) {
    return "tokens/" + token.id();
  }

  private static Optional<String> owner(AccessToken token) {
    return Optional.of(token.owner().toString());
  }
}
