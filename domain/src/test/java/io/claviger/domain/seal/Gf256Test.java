package io.claviger.domain.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gf256Test {
  /** FIPS 197, section 4.2, and the example of its S-box's inverse. */
  @ParameterizedTest
  @CsvSource({"57,83,c1", "57,13,fe", "57,02,ae", "57,04,47", "57,08,8e", "57,10,07", "53,ca,01"})
  void productsAreThePublishedOnes(String a, String b, String product) {
    assertEquals(hex(product), Gf256.multiply(hex(a), hex(b)));
    assertEquals(hex(product), Gf256.multiply(hex(b), hex(a)));
  }

  @Test
  void productsAreThoseOfPolynomials() {
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        assertEquals(divided(a, b), Gf256.multiply(a, b));
      }
    }
  }

  @Test
  void everyElementButZeroHasItsInverse() {
    for (int a = 1; a < 256; a++) {
      assertEquals(1, Gf256.multiply(a, Gf256.inverse(a)));
    }
    assertEquals(0, Gf256.inverse(0));
  }

  /** As in school: multiply without carry, then divide by the modulus. */
  private static int divided(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((b & 1 << bit) != 0) {
        product ^= a << bit;
      }
    }
    for (int bit = 14; bit >= 8; bit--) {
      if ((product & 1 << bit) != 0) {
        product ^= 0x11b << (bit - 8);
      }
    }
    return product;
  }

  private static int hex(String digits) {
    return Integer.parseInt(digits, 16);
  }
}
