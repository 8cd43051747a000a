package io.claviger.adapters.catalogue;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses as literals: no names, no zones, no brackets, no octal numbers. */
final class IpAddress {
  private static final Pattern VERSION_4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!\\z)|\\z)){4}");
  private static final Pattern VERSION_6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private static final Pattern PREFIX = Pattern.compile("[1-9]?[0-9]|1[01][0-9]|12[0-8]");

  private IpAddress() {}

  static boolean isVersion4(String text) {
    return VERSION_4.matcher(text).matches();
  }

  /** An address, or a range of them in CIDR notation. */
  static boolean isRange(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return isVersion4(text) || isVersion6(text);
    }
    String address = text.substring(0, slash);
    String bits = text.substring(slash + 1);
    return PREFIX.matcher(bits).matches()
        && (isVersion6(address) || (isVersion4(address) && Integer.parseInt(bits) <= 32));
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
