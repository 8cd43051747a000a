package io.claviger.domain.shared;

import java.util.UUID;

/**
 * What a keyring belongs to: one gateway group, by an identity that never changes and is never used
 * again, or the system itself.
 *
 * @param value a UUID in lower-case text, or {@code system}
 */
public record Scope(String value) {
  public static final Scope SYSTEM = new Scope("system");

  public Scope {
    if (!value.equals("system")) {
      value = UUID.fromString(value).toString();
    }
  }

  public static Scope of(UUID group) {
    return new Scope(group.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
