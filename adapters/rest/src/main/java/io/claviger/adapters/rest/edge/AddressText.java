package io.claviger.adapters.rest.edge;

import java.net.InetAddress;
import java.util.Optional;

/** Reads and writes IP addresses; nothing here ever asks a name server. */
final class AddressText {
  private static final String IPV4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
  private static final String IPV6 = "[0-9a-fA-F:.]{2,45}";

  private AddressText() {}

  /** An address alone: no port, no brackets, no zone. */
  static Optional<InetAddress> parse(String text) {
    if (!text.matches(IPV4) && !(text.contains(":") && text.matches(IPV6))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As forwarding headers write it: {@code 1.2.3.4:80}, {@code [2001:db8::1]:80}, no port too. */
  static Optional<InetAddress> parseWithPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? Optional.empty() : parse(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    boolean one = colon >= 0 && colon == text.lastIndexOf(':');
    return parse(one ? text.substring(0, colon) : text);
  }

  /** Without a zone, which means something on the other machine only. */
  static String of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
