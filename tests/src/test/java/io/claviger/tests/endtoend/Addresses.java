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

  private Addresses() {}

  /** Every route, for every kind of resource. */
  static List<Route> all() {
    return RestApplication.routes().stream().flatMap(Addresses::forKinds).distinct().toList();
  }

  /** Those that read a body. */
  static List<Route> withBody() {
    return all().stream()
        .filter(route -> WITH_BODY.contains(route.method()))
        .filter(route -> !route.template().equals("/api/logout"))
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
    return Arrays.stream(ResourceKind.values())
        .map(
            kind ->
                new Route(route.method(), filled(route.template().replace("{kind}", kind.path()))));
  }

  private static String filled(String template) {
    return template
        .replace("/api/gateway_groups/{id}", "/api/gateway_groups/default")
        .replace("/api/tokens/{id}", "/api/tokens/0123456789abcdef")
        .replace("{instance}", "01234567-0123-0123-0123-0123456789ab")
        .replace("{kind}", "routes")
        .replace("{id}", "1")
        .replace("{path}", "desc");
  }
}
