package io.claviger.adapters.rest.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.RefusedException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
  private final SourceAddress sources =
      new SourceAddress(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")));

  private String behindProxy(String... forwardedFor) {
    return sources.of(ip("10.0.0.1"), List.of(forwardedFor), List.of());
  }

  private String forwarded(String header) {
    return sources.of(ip("10.0.0.1"), List.of(), List.of(header));
  }

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @Test
  void aStrangersHeadersDoNotCount() {
    assertEquals(
        "203.0.113.5",
        sources.of(ip("203.0.113.5"), List.of("198.51.100.1"), List.of("for=198.51.100.1")));
  }

  @Test
  void theRightMostUntrustedAddressCounts() {
    assertEquals("198.51.100.1", behindProxy("198.51.100.1"));
    assertEquals("198.51.100.1", behindProxy("1.1.1.1, 198.51.100.1, 10.9.9.9"));
    assertEquals("198.51.100.1", behindProxy("1.1.1.1", "198.51.100.1"));
    assertEquals("10.2.2.2", behindProxy("10.2.2.2, 10.3.3.3"));
    assertEquals("198.51.100.1", behindProxy("198.51.100.1:4711"));
    assertEquals("2001:db8:0:0:0:0:0:1", behindProxy("[2001:db8::1]:80"));
    assertEquals("2001:db8:0:0:0:0:0:1", behindProxy("2001:db8::1"));
  }

  @Test
  void whatCannotBeReadEndsTheWay() {
    assertEquals("10.0.0.1", behindProxy("evil.example"));
    assertEquals("10.3.3.3", behindProxy("1.1.1.1, unknown, 10.3.3.3"));
    assertEquals("10.0.0.1", behindProxy(""));
    assertEquals("10.0.0.1", behindProxy("198.51.100.1,"));
    assertEquals("10.0.0.1", behindProxy("1.2.3"));
    assertEquals("10.0.0.1", behindProxy("1.1.1.1,".repeat(1000) + "2.2.2.2"));
  }

  @Test
  void theStandardHeaderIsReadToo() {
    assertEquals("198.51.100.1", forwarded("for=198.51.100.1;proto=https"));
    assertEquals("198.51.100.1", forwarded("for=1.1.1.1, By=x; FOR=\"198.51.100.1:80\""));
    assertEquals("2001:db8:0:0:0:0:0:1", forwarded("for=\"[2001:db8::1]:80\", for=10.1.1.1"));
    assertEquals("10.0.0.1", forwarded("for=_hidden"));
    assertEquals("10.0.0.1", forwarded("for=\"198.51.100.1"));
    assertEquals("10.0.0.1", forwarded("proto=https"));
  }

  @Test
  void headersThatDisagreeDoNotCount() {
    assertEquals(
        "10.0.0.1", sources.of(ip("10.0.0.1"), List.of("198.51.100.1"), List.of("for=192.0.2.1")));
    assertEquals(
        "198.51.100.1",
        sources.of(ip("10.0.0.1"), List.of("198.51.100.1"), List.of("for=198.51.100.1")));
  }

  @Test
  void aBlockHoldsItsAddressesOnly() {
    assertTrue(Cidr.parse("10.0.0.0/8").contains(ip("10.255.255.255")));
    assertFalse(Cidr.parse("10.0.0.0/8").contains(ip("11.0.0.0")));
    assertTrue(Cidr.parse("192.0.2.128/25").contains(ip("192.0.2.129")));
    assertFalse(Cidr.parse("192.0.2.128/25").contains(ip("192.0.2.127")));
    assertTrue(Cidr.parse("::1").contains(ip("::1")));
    assertFalse(Cidr.parse("0.0.0.0/0").contains(ip("::1")));
    for (String wrong : List.of("10.0.0.0/33", "10.0.0.0/", "10/8", "localhost", "", "::/129")) {
      assertThrows(RefusedException.class, () -> Cidr.parse(wrong), wrong);
    }
  }
}
