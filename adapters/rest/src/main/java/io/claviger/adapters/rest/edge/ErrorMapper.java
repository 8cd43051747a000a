package io.claviger.adapters.rest.edge;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.application.gate.Status;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.inject.Provider;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever was thrown into an answer. A refusal's own message is shown; of anything else
 * nothing is: neither what was sent nor what was thrown.
 */
public final class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

  @Context private @Nullable Provider<ContainerRequest> request;

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case RefusedException refused -> answer(refused.refusal());
      case WebApplicationException known when known.getResponse().getStatus() < 500 ->
          standard(known.getResponse());
      default -> internal(thrown);
    };
  }

  static Response answer(Refusal refusal) {
    int status = Status.of(refusal);
    return switch (refusal) {
      case Refusal.Throttled throttled ->
          Response.fromResponse(JsonAnswer.error(status, throttled.message()))
              .header(
                  "Retry-After", Math.max(1, throttled.retryAfter().plusMillis(999).toSeconds()))
              .build();
      // APISIX says it in another member than everything else.
      case Refusal.NoSuchKey other ->
          JsonAnswer.of(status, JsonTree.object().add("message", other.message()).build());
      case Refusal.Invalid other -> JsonAnswer.error(status, other.message());
      case Refusal.TooLarge other -> JsonAnswer.error(status, other.message());
      case Refusal.NotFound other -> JsonAnswer.error(status, other.message());
      case Refusal.Conflict other -> JsonAnswer.error(status, other.message());
      case Refusal.Denied other -> JsonAnswer.error(status, other.message());
      case Refusal.Unauthenticated other -> JsonAnswer.error(status, other.message());
      case Refusal.Unavailable other -> JsonAnswer.error(status, other.message());
      case Refusal.Uncertain other -> JsonAnswer.error(status, other.message());
      case Refusal.Damaged other -> JsonAnswer.error(status, other.message());
    };
  }

  /** What JAX-RS found wrong. */
  private static Response standard(Response found) {
    Response answer =
        JsonAnswer.error(
            found.getStatus(),
            switch (found.getStatus()) {
              case 404 -> "there is nothing at this address";
              case 405 -> "this address does not have this method; see the header Allow";
              case 406 -> "there is no answer of a type that the header Accept names";
              case 413 -> "the body is larger than 1.5 MiB; send less";
              case 415 -> "send the body as plain JSON, without a Content-Encoding";
              default -> "the request is malformed";
            });
    String allow = found.getHeaderString("Allow");
    return allow == null ? answer : Response.fromResponse(answer).header("Allow", allow).build();
  }

  private Response internal(Throwable bug) {
    String id = requestId();
    LOG.log(Level.ERROR, "internal error, id " + id, bug);
    return JsonAnswer.error(500, "internal error, id " + id);
  }

  private String requestId() {
    ContainerRequestContext current = request == null ? null : request.get();
    return current == null ? "none" : Call.of(current).caller().requestId();
  }
}
