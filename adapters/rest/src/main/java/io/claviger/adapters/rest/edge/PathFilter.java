package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.invalid;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Refuses a path with parameters, such as {@code /routes/1;x} (RFC 3986, section 3.3): JAX-RS would
 * leave them out without a word, and then it is another id that is read or deleted.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 50)
public final class PathFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (AdminPaths.raw(request).contains(";")) {
      throw invalid("a path has no parameters here; leave the semicolon out");
    }
  }
}
