package io.claviger.domain.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.util.regex.Pattern;

/** The version of a group's data planes, kept as given and compared by major and minor number. */
public record ApisixVersion(String text) {
  private static final Pattern FORM = Pattern.compile("3\\.18(\\.(0|[1-9][0-9]{0,3}))?");

  public static final ApisixVersion NEWEST = new ApisixVersion("3.18");

  public ApisixVersion {
    if (!FORM.matcher(text).matches()) {
      throw invalid("apisix_version must be 3.18 or 3.18.z: the catalogue knows no other");
    }
  }

  /** The version without its patch number, by which the catalogue is chosen. */
  public String majorMinor() {
    int dot = text.indexOf('.', text.indexOf('.') + 1);
    return dot < 0 ? text : text.substring(0, dot);
  }

  @Override
  public String toString() {
    return text;
  }
}
