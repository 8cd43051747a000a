package io.claviger.adapters.rest.edge;

import java.util.Set;

/** The routes that need no credential. Everything else does, what does not exist included. */
public final class PublicRoutes {
  public static final Set<Route> ALL =
      Set.of(
          new Route("POST", "/api/login"),
          new Route("GET", "/healthz"),
          new Route("GET", "/readyz"),
          new Route("GET", "/api/sys/audit/public_key"),
          new Route("GET", "/api/sys/seal-status"),
          new Route("POST", "/api/sys/init"),
          new Route("POST", "/api/sys/unseal"),
          new Route("HEAD", "/apisix/admin"));

  private PublicRoutes() {}

  /**
   * @param path as it was sent: what is spelled differently in any way is not public
   */
  static boolean contain(String method, String path) {
    return ALL.contains(new Route(method, path));
  }
}
