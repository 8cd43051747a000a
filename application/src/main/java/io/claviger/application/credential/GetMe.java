package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.Users;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;

/** Tells a person who they are here. */
public final class GetMe implements Query<GetMe.Ask, GetMe.Me> {
  private final Users users;
  private final UserNames names;

  public GetMe(Users users, UserNames names) {
    this.users = users;
    this.names = names;
  }

  public record Ask(Caller caller) implements Command {}

  public record Me(User user, String name) {}

  @Override
  public Action action(Ask ask) {
    return Action.GET_ME;
  }

  @Override
  public Me execute(Ask ask, Permit permit) {
    String id =
        ask.caller().actor().person().orElseThrow(() -> unauthenticated("you are not a person"));
    permit.require(Arn.user(id));
    User user =
        users.find(UserId.parse(id)).orElseThrow(() -> unauthenticated("this user is gone"));
    return new Me(user, names.load(user.id()));
  }
}
