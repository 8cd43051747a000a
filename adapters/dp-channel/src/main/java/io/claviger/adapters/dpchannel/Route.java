package io.claviger.adapters.dpchannel;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The calls that there are; everything else of etcd's, and every write, is not found. */
enum Route {
  VERSION("GET", "/version"),
  RANGE("POST", "/v3/kv/range"),
  WATCH("POST", "/v3/watch"),
  WIRE_KEYRING("GET", "/api/dataplane/wire_keyring");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  final String method;
  final String path;

  Route(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /**
   * @param target of the request line; its query is ignored
   */
  static Optional<Route> of(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }

  /** What may stand in a metric for the target of a request. */
  static String template(String target) {
    return of(target).map(route -> route.path).orElse("other");
  }

  /** What may stand in a metric for the method of a request. */
  static String method(String method) {
    return METHODS.contains(method) ? method : "other";
  }
}
