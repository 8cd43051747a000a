package io.claviger.domain.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.util.regex.Pattern;

/** The public name of a gateway group in addresses; another group may have it after a deletion. */
public record GroupId(String value) {
  private static final Pattern FORM = Pattern.compile("(?!\\.+$)[a-zA-Z0-9_.-]{1,64}");

  public static final GroupId DEFAULT = new GroupId("default");

  public GroupId {
    if (!FORM.matcher(value).matches()) {
      throw invalid(
          "a gateway group id is 1 to 64 of the characters a-z A-Z 0-9 _ . - and not only dots");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
