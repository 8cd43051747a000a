package io.claviger.adapters.catalogue;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses as literals: no names, no zones, no brackets, no octal numbers. */
final class IpAddress {
  private static final Pattern VERSION_4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!\\z)|\\z)){4}");
  private static final Pattern VERSION_6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private IpAddress() {}

  static boolean isVersion4(String text) {
    return VERSION_4.matcher(text).matches();
  }

  static boolean isVersion6(String text) {
    if (!VERSION_6_CHARACTERS.matcher(text).matches() || text.indexOf(':') < 0) {
      return false;
    }
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
