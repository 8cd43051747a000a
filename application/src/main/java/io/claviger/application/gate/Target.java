package io.claviger.application.gate;

import io.claviger.domain.gateway.GatewayGroup;

/**
 * What a refused change was aimed at, as far as it is there. What is not there has no name in the
 * audit log: an id that is not found may be a secret that went to the wrong place.
 *
 * @param group the id of a gateway group that was found, or empty text
 * @param resource such as {@code routes/1}, found too, or empty text
 */
public record Target(String group, String resource) {
  public static final Target NONE = new Target("", "");

  public static Target of(GatewayGroup group) {
    return new Target(group.id().value(), "");
  }

  public Target on(String found) {
    return new Target(group, found);
  }
}
