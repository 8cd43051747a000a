package io.claviger.domain.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

/** The id of a resource within its kind. */
public record ResourceId(String value) {
  public ResourceId {
    if (!value.matches("[a-zA-Z0-9_.-]{1,64}") || value.matches("\\.+")) {
      throw invalid("an id is 1 to 64 of the characters a-z A-Z 0-9 _ . - and not only dots");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
