package io.claviger.domain.credential;

import java.util.UUID;

public record UserId(UUID value) {
  public static UserId parse(String text) {
    return new UserId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
