package io.claviger.adapters.rest.http;

import io.claviger.application.gate.Caller;
import io.claviger.domain.access.Actor;
import io.claviger.domain.shared.Secret;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * One request, as long as it lasts.
 *
 * @param session the id of the session that it came with, if it came with one
 * @param startedNanos of {@link System#nanoTime}
 */
public record Call(Caller caller, Optional<Secret> session, long startedNanos) {
  private static final String PROPERTY = Call.class.getName();

  /** The call that this request is. */
  public static Call of(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof Call call) {
      return call;
    }
    throw new IllegalStateException("no filter has looked at this request");
  }

  public void keepIn(ContainerRequestContext request) {
    request.setProperty(PROPERTY, this);
  }

  public Call by(Actor actor, Optional<Secret> sessionId) {
    return new Call(
        new Caller(actor, caller.source(), caller.requestId()), sessionId, startedNanos);
  }
}
