package io.claviger.domain.access;

import java.util.Arrays;

/**
 * What counts as one source where something is shared out among sources: an IPv4 address, or the 64
 * bits of an IPv6 address that name a network (RFC 4291, section 2.5.4), of whose addresses one
 * host may have as many as it likes.
 *
 * @param text such as {@code 192.0.2.1} or {@code 2001:db8:0:1::/64}
 */
public record SourceNetwork(String text) {
  private static final int IPV6_GROUPS = 8;

  /**
   * @param address as the JDK writes one: dotted, or all eight groups. What is none is a source of
   *     its own.
   */
  public static SourceNetwork of(String address) {
    String[] groups = address.split(":", -1);
    return new SourceNetwork(
        groups.length == IPV6_GROUPS
            ? String.join(":", Arrays.asList(groups).subList(0, IPV6_GROUPS / 2)) + "::/64"
            : address);
  }
}
