package io.claviger.adapters.rest.edge;

import java.util.List;
import java.util.Set;

/**
 * What an operator says about the way to this edge.
 *
 * @param trustedProxies whose word about the caller's address counts; each of them must overwrite
 *     or append to {@code X-Forwarded-For} or {@code Forwarded}
 * @param origins of pages that may change something with a session cookie, beside the pages of this
 *     host; such as {@code https://console.example.com}
 */
public record EdgeConfig(List<Cidr> trustedProxies, Set<String> origins) {
  public EdgeConfig {
    trustedProxies = List.copyOf(trustedProxies);
    origins = Set.copyOf(origins);
  }
}
