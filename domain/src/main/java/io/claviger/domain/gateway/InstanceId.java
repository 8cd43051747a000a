package io.claviger.domain.gateway;

import io.claviger.domain.shared.RefusedException;
import java.util.UUID;
import java.util.regex.Pattern;

public record InstanceId(UUID value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public static InstanceId parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw RefusedException.invalid("an instance id is a UUID in lower case");
    }
    return new InstanceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
