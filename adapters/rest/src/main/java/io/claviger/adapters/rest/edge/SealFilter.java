package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.unavailable;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Refuses everything that needs a key while none is at hand: nobody can even be known, because rows
 * are authenticated under one.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 50)
public final class SealFilter implements ContainerRequestFilter {
  private static final Set<Route> WITHOUT_KEYS =
      Set.of(
          new Route("GET", "/healthz"),
          new Route("GET", "/readyz"),
          new Route("GET", "/api/sys/seal-status"),
          new Route("POST", "/api/sys/init"),
          new Route("POST", "/api/sys/unseal"));

  private final BooleanSupplier unsealed;

  public SealFilter(BooleanSupplier unsealed) {
    this.unsealed = unsealed;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!unsealed.getAsBoolean()
        && !WITHOUT_KEYS.contains(new Route(request.getMethod(), AdminPaths.raw(request)))) {
      throw unavailable(
          "the keys are not at hand: the program is sealed or starting; see"
              + " /api/sys/seal-status");
    }
  }
}
