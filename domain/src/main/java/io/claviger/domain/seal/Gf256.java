package io.claviger.domain.seal;

/**
 * The field of 256 elements that AES uses (FIPS 197, section 4): polynomials over GF(2) modulo x^8
 * + x^4 + x^3 + x + 1. Addition is exclusive or.
 *
 * <p>Guarantees: no branch and no table look-up depends on an operand, so that neither time nor
 * cache tells of it.
 */
final class Gf256 {
  private static final int REDUCTION = 0x1b;

  private Gf256() {}

  /**
   * @param a from 0 to 255
   * @param b from 0 to 255
   */
  static int multiply(int a, int b) {
    int product = 0;
    int shifted = a;
    for (int bit = 0; bit < 8; bit++) {
      product ^= shifted & -((b >> bit) & 1);
      shifted = ((shifted << 1) & 0xff) ^ (REDUCTION & -(shifted >> 7));
    }
    return product;
  }

  /** a^254, which is 1/a for all but 0. */
  static int inverse(int a) {
    int power = a;
    int inverse = 1;
    for (int bit = 1; bit < 8; bit++) {
      power = multiply(power, power);
      inverse = multiply(inverse, power);
    }
    return inverse;
  }
}
