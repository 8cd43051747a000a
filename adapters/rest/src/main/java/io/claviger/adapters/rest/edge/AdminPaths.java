package io.claviger.adapters.rest.edge;

import jakarta.ws.rs.container.ContainerRequestContext;

/** Tells the Admin API of APISIX from the rest. */
final class AdminPaths {
  private static final String ROOT = "/apisix/admin";

  private AdminPaths() {}

  static boolean contain(ContainerRequestContext request) {
    String path = raw(request);
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  /** The path as it was sent, percent-encoding and all. */
  static String raw(ContainerRequestContext request) {
    return request.getUriInfo().getRequestUri().getRawPath();
  }
}
