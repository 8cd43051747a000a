package io.claviger.domain.access;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What counts as one source where something is shared out among sources: an IPv4 address, or the 64
 * bits of an IPv6 address that name a network (RFC 4291, section 2.5.4), of whose addresses one
 * host may have as many as it likes.
 */
public record SourceNetwork(String prefix) {
  private static final int IPV6_PREFIX_BYTES = 8;

  /**
   * @param address 4 or 16 bytes
   */
  public static SourceNetwork of(byte[] address) {
    int length = Math.min(address.length, IPV6_PREFIX_BYTES);
    return new SourceNetwork(HexFormat.of().formatHex(Arrays.copyOf(address, length)));
  }
}
