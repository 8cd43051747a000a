package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.invalid;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Keeps JAX-RS from stumbling over media types: a body is JSON whatever its Content-Type says, and
 * an Accept that is no list of media types is refused.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 50)
public final class MediaTypeFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    try {
      request.getAcceptableMediaTypes();
    } catch (ProcessingException e) {
      throw invalid("Accept: send a list of media types, or leave it out");
    }
  }
}
