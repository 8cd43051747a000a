package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.invalid;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;
import java.util.Set;

/**
 * Refuses a change on a condition (RFC 9110, section 13): there are no entity tags here, and who
 * asks for "only if nobody else has changed it" must not be answered as if it were so.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 50)
public final class ConditionFilter implements ContainerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> CONDITIONS =
      List.of("If-Match", "If-None-Match", "If-Unmodified-Since");

  @Override
  public void filter(ContainerRequestContext request) {
    if (READING.contains(request.getMethod())) {
      return;
    }
    for (String condition : CONDITIONS) {
      if (request.getHeaderString(condition) != null) {
        throw invalid(condition + ": changes on a condition are not supported; leave it out");
      }
    }
  }
}
