package io.claviger.domain.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

/** The public name of a gateway group in addresses; another group may have it after a deletion. */
public record GroupId(String value) {
  public static final GroupId DEFAULT = new GroupId("default");

  public GroupId {
    if (!value.matches("[a-zA-Z0-9_.-]{1,64}") || value.matches("\\.+")) {
      throw invalid(
          "a gateway group id is 1 to 64 of the characters a-z A-Z 0-9 _ . - and not only dots");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
