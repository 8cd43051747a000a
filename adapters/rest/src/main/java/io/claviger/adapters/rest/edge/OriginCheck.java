package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.denied;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps foreign pages from using a visitor's session: a change that comes with a cookie must come
 * from a page of this host.
 */
final class OriginCheck {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private OriginCheck() {}

  /** Of a request with a cookie. */
  static void check(ContainerRequestContext request) {
    if (READING.contains(request.getMethod())) {
      return;
    }
    String origin = origin(request);
    if (origin == null) {
      throw denied(
          "a change with a session cookie needs the header Origin; with curl add"
              + " -H 'Origin: https://<host>:<port>' as in the address, or use a token in"
              + " X-API-KEY");
    }
    refuseForeign(request, origin);
  }

  /** Of a request that opens a session: programs send no origin, and foreign pages send theirs. */
  static void checkIfSent(ContainerRequestContext request) {
    String origin = origin(request);
    if (origin != null) {
      refuseForeign(request, origin);
    }
  }

  private static void refuseForeign(ContainerRequestContext request, String origin) {
    if (!origin.equals("https://" + host(request))) {
      throw denied("the header Origin names a page that is not of this host");
    }
  }

  /** HTTP/2 has {@code :authority} in place of the header, which the server puts into the URI. */
  private static String host(ContainerRequestContext request) {
    String host = request.getHeaderString("Host");
    return host == null ? request.getUriInfo().getBaseUri().getAuthority() : host;
  }

  private static @Nullable String origin(ContainerRequestContext request) {
    return request.getHeaderString("Origin");
  }
}
