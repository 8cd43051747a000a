package io.claviger.adapters.rest.edge;

import io.claviger.adapters.rest.http.AnswerHeaders;
import io.claviger.adapters.rest.http.Call;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.shared.Secret;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.ExtendedUriInfo;

/** Ends every call: the headers that every answer bears, and the count. */
public final class AnswerFilter implements ContainerResponseFilter {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");

  private final Telemetry telemetry;

  /** The routes as they are counted, by their templates; there are so many as there are routes. */
  private final Map<String, String> routes = new ConcurrentHashMap<>();

  public AnswerFilter(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Call call = Call.of(request);
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("X-Request-Id", call.caller().requestId());
    AnswerHeaders.ALL.forEach(headers::putSingle);
    if (request.getMethod().equals("OPTIONS") && response.getStatus() < 300) {
      // JAX-RS tells the methods in Allow, and again as a plain text (RFC 9110, section 9.3.7).
      response.setEntity(null);
      headers.remove(HttpHeaders.CONTENT_TYPE);
      response.setStatus(204);
    }
    if (AdminPaths.contain(request)) {
      headers.putSingle("X-API-VERSION", "v3");
      headers.putSingle("Server", "APISIX/3.18.0");
    }
    call.session().ifPresent(Secret::close);
    count(request, response.getStatus(), call);
  }

  private void count(ContainerRequestContext request, int status, Call call) {
    // A method is whatever the caller writes, and every new one would be a new time series.
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    Duration took = Duration.ofNanos(System.nanoTime() - call.startedNanos());
    telemetry.request("admin", method, template(request), status, took);
  }

  private String template(ContainerRequestContext request) {
    if (request.getUriInfo() instanceof ExtendedUriInfo matched
        && !matched.getMatchedTemplates().isEmpty()) {
      return routes.computeIfAbsent(
          matched.getMatchedTemplates().reversed().stream()
              .map(template -> "/" + template.getTemplate())
              .collect(Collectors.joining()),
          Route::plain);
    }
    return "unmatched";
  }
}
