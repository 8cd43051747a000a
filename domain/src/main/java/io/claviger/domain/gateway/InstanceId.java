package io.claviger.domain.gateway;

import java.util.UUID;

public record InstanceId(UUID value) {
  public static InstanceId parse(String text) {
    return new InstanceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
