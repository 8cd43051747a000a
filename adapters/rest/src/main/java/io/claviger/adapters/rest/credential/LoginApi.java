package io.claviger.adapters.rest.credential;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.SessionCookie;
import io.claviger.application.credential.ChangePassword;
import io.claviger.application.credential.GetMe;
import io.claviger.application.credential.LogIn;
import io.claviger.application.credential.LogOut;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.domain.access.Actor;
import io.claviger.domain.credential.User;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Sessions, and one's own password. Who holds a one-time password reaches no more than {@code
 * logout}, {@code me} and {@code password}.
 */
@Path("/api")
public final class LoginApi {
  private final Gate gate;
  private final UseCases useCases;

  public LoginApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(LogIn logIn, LogOut logOut, GetMe getMe, ChangePassword changePassword) {}

  /** Sets the session's cookie and tells who came in. */
  @POST
  @Path("login")
  public Response logIn(@Context ContainerRequestContext request) {
    Caller stranger = Call.of(request).caller();
    LoginJson login = LoginJson.read(RequestBody.object(request));
    try (Secret password = login.password()) {
      LogIn.LoggedIn in =
          gate.run(useCases.logIn(), new LogIn.Attempt(stranger, login.username(), password));
      return Response.fromResponse(me(known(stranger, in.user())))
          .header(HttpHeaders.SET_COOKIE, SessionCookie.set(in.sessionId()))
          .build();
    }
  }

  private static Caller known(Caller stranger, User user) {
    Actor person = new Actor.Person(user.id().toString(), "session", user.effectiveRole().policy());
    return new Caller(person, stranger.source(), stranger.requestId());
  }

  /** Ends the session; of who came with a token it ends nothing. */
  @POST
  @Path("logout")
  public Response logOut(@Context ContainerRequestContext request) {
    Call call = Call.of(request);
    gate.run(useCases.logOut(), new LogOut.Leaving(call.caller(), call.session()));
    return Response.fromResponse(JsonAnswer.value(200, JsonTree.object()))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.clear())
        .build();
  }

  /** {@code {"value":{"id","username","role","password_change_required"}}}. */
  @GET
  @Path("me")
  public Response me(@Context ContainerRequestContext request) {
    return me(Call.of(request).caller());
  }

  private Response me(Caller caller) {
    return JsonAnswer.value(200, UserJson.of(gate.read(useCases.getMe(), new GetMe.Ask(caller))));
  }

  /** Ends all other sessions of the caller. */
  @PUT
  @Path("password")
  public Response changePassword(@Context ContainerRequestContext request) {
    Call call = Call.of(request);
    PasswordJson json = PasswordJson.read(RequestBody.object(request));
    try (Secret old = json.oldPassword();
        Secret fresh = json.newPassword()) {
      gate.run(
          useCases.changePassword(),
          new ChangePassword.Wish(call.caller(), old, fresh, call.session()));
      return JsonAnswer.value(200, JsonTree.object());
    }
  }
}
