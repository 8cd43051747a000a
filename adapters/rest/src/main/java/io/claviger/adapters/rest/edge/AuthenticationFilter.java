package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.SessionCookie;
import io.claviger.application.credential.Authentication;
import io.claviger.application.gate.AuditTrail;
import io.claviger.domain.access.Action;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Finds out who calls, before anything else is known of the request: without a valid credential
 * every route that is not {@link PublicRoutes public} is a 401, whether or not it exists.
 *
 * <p>A token in {@code X-API-KEY} comes before a session's cookie: a foreign page can make a
 * browser send the cookie, but not the header.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class AuthenticationFilter implements ContainerRequestFilter {
  static final Action AUTHENTICATE = new Action("iam:Authenticate");
  private static final String KEY = "X-API-KEY";

  private final Authentication authentication;
  private final AuditTrail trail;

  public AuthenticationFilter(Authentication authentication, AuditTrail trail) {
    this.authentication = authentication;
    this.trail = trail;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (PublicRoutes.contain(request.getMethod(), AdminPaths.raw(request))) {
      OriginCheck.checkIfSent(request);
      return;
    }
    try {
      authenticate(request).keepIn(request);
    } catch (RefusedException refused) {
      if (!(refused.refusal() instanceof Refusal.Unauthenticated)) {
        throw refused;
      }
      trail.turnedAway(Call.of(request).caller(), AUTHENTICATE);
      request.abortWith(answer(request, refused.refusal().message()));
    }
  }

  private Call authenticate(ContainerRequestContext request) {
    Call call = Call.of(request);
    String token = request.getHeaderString(KEY);
    if (token != null) {
      return call.by(authentication.byToken(token, call.caller().source()), Optional.empty());
    }
    Secret session =
        SessionCookie.read(request.getHeaderString("Cookie"))
            .orElseThrow(() -> unauthenticated("log in, or send a token in the header " + KEY));
    Call known = call.by(authentication.bySession(session), Optional.of(session));
    refuseForeignPage(request, known);
    return known;
  }

  private void refuseForeignPage(ContainerRequestContext request, Call call) {
    try {
      OriginCheck.check(request);
    } catch (RefusedException refused) {
      trail.refused(call.caller(), AUTHENTICATE, refused.refusal());
      throw refused;
    }
  }

  /** In the words of APISIX where its clients may read them. */
  private static Response answer(ContainerRequestContext request, String message) {
    if (!AdminPaths.contain(request)) {
      return JsonAnswer.error(401, message);
    }
    boolean missing = request.getHeaderString(KEY) == null;
    return JsonAnswer.of(
        401,
        JsonTree.object()
            .add("error_msg", "failed to check token")
            .add("description", missing ? "missing apikey" : "wrong apikey")
            .build());
  }
}
