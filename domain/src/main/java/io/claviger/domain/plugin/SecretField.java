package io.claviger.domain.plugin;

import io.claviger.domain.json.Pointer;
import java.util.List;

/**
 * A string in a document that is a secret, and where the gateway sends it.
 *
 * @param destinations the fields that decide the receiver: who changes one may read the secret, so
 *     a stored secret is not kept across such a change
 */
public record SecretField(Pointer pointer, List<Pointer> destinations) {
  public SecretField {
    destinations = List.copyOf(destinations);
  }
}
