package io.claviger.domain.plugin;

import io.claviger.domain.json.Pointer;
import java.util.List;
import java.util.Set;

/**
 * A string in a document that is a secret, and where the gateway sends it.
 *
 * @param destinations the fields that decide the receiver: who changes one may read the secret, so
 *     a stored secret is not kept across such a change
 * @param carriers what takes it to where other documents decide: {@link #REQUESTS}, or the plugin
 *     whose metadata and configurations share it
 */
public record SecretField(Pointer pointer, List<Pointer> destinations, Set<String> carriers) {
  /** The requests that a gateway serves: it puts the secret on them. */
  public static final String REQUESTS = "requests";

  public SecretField {
    destinations = List.copyOf(destinations);
    carriers = Set.copyOf(carriers);
  }
}
