package io.claviger.adapters.catalogue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.1.2.3"})
  void dottedQuadsAreVersion4(String text) {
    assertTrue(IpAddress.isVersion4(text));
    assertFalse(IpAddress.isVersion6(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "fe80::1", "2001:db8::ff00:42:8329", "::ffff:10.1.2.3"})
  void colonFormsAreVersion6(String text) {
    assertTrue(IpAddress.isVersion6(text));
    assertFalse(IpAddress.isVersion4(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4\n",
        "example.com",
        ":",
        ":::",
        "1::2::3",
        "::1%eth0",
        "[::1]",
        "12345::",
        "::g",
        "localhost"
      })
  void whatIsNoLiteralIsNoAddress(String text) {
    assertFalse(IpAddress.isVersion4(text));
    assertFalse(IpAddress.isVersion6(text));
  }
}
