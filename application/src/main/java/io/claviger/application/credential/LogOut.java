package io.claviger.application.credential;

import io.claviger.application.credential.LogOut.Leaving;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.Sessions;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.shared.Secret;
import java.util.Optional;

/** Ends the session that asks for it. */
public final class LogOut implements UseCase<Leaving, Boolean, Boolean> {
  private final Sessions sessions;

  public LogOut(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * @param sessionId empty for who came with a token, whose logout changes nothing
   */
  public record Leaving(Caller caller, Optional<Secret> sessionId) implements Command {}

  @Override
  public Action action(Leaving leaving) {
    return Action.LOG_OUT;
  }

  @Override
  public Boolean prepare(Leaving leaving) {
    return true;
  }

  @Override
  public Done<Boolean> execute(Leaving leaving, Boolean prepared, Permit permit) {
    String user = leaving.caller().actor().person().orElse("");
    permit.require(Arn.user(user));
    leaving.sessionId().map(SessionIds::hash).ifPresent(sessions::remove);
    return Done.of(true, 200).on("users/" + user);
  }
}
