package io.claviger.domain.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The id of a resource within its kind: a name, or names with slashes between them where it stands
 * below another, such as {@code jack/credentials/c1}. Each kind has its own {@link IdForm}.
 */
public record ResourceId(String value) {
  /** A username of 256, {@code /credentials/}, and an id of 64. */
  public static final int MAX_LENGTH = 333;

  private static final Pattern NAME = Pattern.compile("(?!\\.+$)[a-zA-Z0-9_.-]+");

  public ResourceId {
    if (value.length() > MAX_LENGTH
        || Arrays.stream(value.split("/", -1)).anyMatch(name -> !NAME.matcher(name).matches())) {
      throw invalid("an id is of the characters a-z A-Z 0-9 _ . - and not only dots");
    }
  }

  /** What is after the last slash. */
  public String last() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** What is before the first slash. */
  public String first() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(0, slash);
  }

  @Override
  public String toString() {
    return value;
  }
}
