package io.claviger.adapters.rest.edge;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.RefusedException;
import java.net.InetAddress;

/** A block of addresses (RFC 4632, RFC 4291 section 2.3). An IPv4 block holds no IPv6 address. */
public record Cidr(InetAddress address, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > address.getAddress().length * 8) {
      throw malformed();
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address alone. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress literal = AddressText.parse(address).orElseThrow(Cidr::malformed);
    if (slash < 0) {
      return new Cidr(literal, literal.getAddress().length * 8);
    }
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}")) {
      throw malformed();
    }
    return new Cidr(literal, Integer.parseInt(prefix));
  }

  public boolean contains(InetAddress candidate) {
    byte[] mine = address.getAddress();
    byte[] other = candidate.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static RefusedException malformed() {
    return invalid("a block of addresses is an IP address, or one with /<bits>");
  }
}
