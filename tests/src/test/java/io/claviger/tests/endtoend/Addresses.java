package io.claviger.tests.endtoend;

import io.claviger.adapters.rest.RestApplication;
import io.claviger.adapters.rest.edge.Route;
import io.claviger.domain.resource.ResourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The program's own routes, with something in the place of each parameter. */
final class Addresses {
  private static final Set<String> WITH_BODY = Set.of("PUT", "POST", "PATCH");

  private static final String WITHOUT_BODY =
      "/api/logout|/api/sys/seal|/api/.*/keyring/(rotate|reencrypt)"
          + "|/api/.*/wire_keyring/(prepare|activate|retire)";

  private Addresses() {}

  /** Every route, for every kind of resource. */
  static List<Route> all() {
    return RestApplication.routes().stream().flatMap(Addresses::forKinds).distinct().toList();
  }

  /** Those that read a body. */
  static List<Route> withBody() {
    return all().stream()
        .filter(route -> WITH_BODY.contains(route.method()))
        .filter(route -> !route.template().matches(WITHOUT_BODY))
        .toList();
  }

  /** Routes with this text in the place of one parameter each. */
  static List<Route> with(String text) {
    return RestApplication.routes().stream()
        .flatMap(
            route ->
                parameters(route.template())
                    .filter(parameter -> !parameter.equals("{path}"))
                    .map(
                        parameter ->
                            new Route(
                                route.method(), filled(route.template().replace(parameter, text)))))
        .distinct()
        .toList();
  }

  private static Stream<String> parameters(String template) {
    return Arrays.stream(template.split("/")).filter(part -> part.startsWith("{"));
  }

  private static Stream<Route> forKinds(Route route) {
    return kinds()
        .map(
            kind ->
                new Route(route.method(), filled(route.template().replace("{kind}", kind.path()))));
  }

  /** Those with addresses of the form {@code <kind>/<id>}. */
  static Stream<ResourceKind> kinds() {
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind != ResourceKind.CREDENTIAL && kind != ResourceKind.SECRET);
  }

  /** The lists that every group has. */
  static List<String> lists() {
    return Stream.concat(kinds().map(ResourceKind::path), Stream.of("secrets")).toList();
  }

  private static String filled(String template) {
    return template
        .replace("/api/gateway_groups/{id}", "/api/gateway_groups/default")
        .replace("/api/tokens/{id}", "/api/tokens/0123456789abcdef")
        .replace("{instance}", "01234567-0123-0123-0123-0123456789ab")
        .replace("{key}", "0123456789abcdef")
        .replace("{username}", "jack")
        .replace("{manager}", "vault")
        .replace("{name}", "limit-count")
        .replace("{kind}", "routes")
        .replace("{id}", "1")
        .replace("{path}", "desc");
  }
}
