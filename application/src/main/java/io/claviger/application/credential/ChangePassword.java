package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.credential.ChangePassword.Changed;
import io.claviger.application.credential.ChangePassword.Wish;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.Sessions;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.Users;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.PasswordPolicy;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.Secret;
import java.util.Optional;
import java.util.function.Function;

/** Changes the caller's own password and ends their other sessions. */
public final class ChangePassword implements UseCase<Wish, Changed, Boolean> {
  private final UnitOfWork unitOfWork;
  private final Users users;
  private final Sessions sessions;
  private final PasswordHasher hasher;

  public ChangePassword(
      UnitOfWork unitOfWork, Users users, Sessions sessions, PasswordHasher hasher) {
    this.unitOfWork = unitOfWork;
    this.users = users;
    this.sessions = sessions;
    this.hasher = hasher;
  }

  /**
   * @param sessionId the session that stays, if the caller has one
   */
  public record Wish(
      Caller caller, Secret oldPassword, Secret newPassword, Optional<Secret> sessionId)
      implements Command {}

  /** The user as it was when the old password was right, and the new hash. */
  public record Changed(User before, PasswordHash hash) {}

  @Override
  public Action action(Wish wish) {
    return Action.CHANGE_OWN_PASSWORD;
  }

  @Override
  public Changed prepare(Wish wish) {
    PasswordPolicy.check(wish.newPassword());
    User user = unitOfWork.inTransaction(() -> mine(wish, users::find));
    String source = wish.caller().source();
    if (!hasher.verify(wish.oldPassword(), user.password(), source)) {
      throw invalid("old_password: is not the current one");
    }
    if (wish.oldPassword().sameAs(wish.newPassword())) {
      throw invalid("new_password: must not be the old one");
    }
    return new Changed(
        user, hasher.hash(wish.newPassword(), PasswordHash.PASSWORD_ITERATIONS, source));
  }

  @Override
  public Done<Boolean> execute(Wish wish, Changed changed, Permit permit) {
    User user = mine(wish, users::lock);
    permit.require(Arn.user(user.id().toString()));
    if (!user.password().equals(changed.before().password())) {
      throw conflict("the password was changed meanwhile; try again");
    }
    users.save(user.withPassword(changed.hash()));
    sessions.removeOthers(user.id(), wish.sessionId().map(SessionIds::hash).orElse(""));
    return Done.of(true, 200).on("users/" + user.id());
  }

  private static User mine(Wish wish, Function<UserId, Optional<User>> find) {
    return wish.caller()
        .actor()
        .person()
        .map(UserId::parse)
        .flatMap(find)
        .orElseThrow(() -> unauthenticated("this user is gone"));
  }
}
