package io.claviger.domain.seal;

import io.claviger.domain.shared.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Shamir's secret sharing (Communications of the ACM 22, 1979) over GF(256): each byte of the
 * secret is the value at 0 of a random polynomial of its own, and a share is its values elsewhere.
 *
 * <p>Guarantees: any {@code threshold} shares, in any order, give the secret; fewer are compatible
 * with every secret alike.
 *
 * <p>Not guaranteed: that what was combined is the secret. A forged share makes another one, and
 * only what it opens tells.
 */
public final class Shamir {
  public static final int MAX_SHARES = 255;

  private Shamir() {}

  /** Whether a secret can be split so: at least two are needed, but where there is only one. */
  public static boolean isPossible(long shares, long threshold) {
    return shares <= MAX_SHARES
        && threshold <= shares
        && threshold >= Math.min(2, shares)
        && shares >= 1;
  }

  /**
   * The shares at the positions from 1 on.
   *
   * @param random cryptographically strong
   */
  public static List<Share> split(
      Secret secret, int shares, int threshold, RandomGenerator random) {
    if (!isPossible(shares, threshold)) {
      throw new IllegalArgumentException("2 <= threshold <= shares <= 255, or 1 of 1");
    }
    int length = secret.length();
    byte[][] values = new byte[shares][length];
    // The coefficients from the second on, of all polynomials; any of them may be 0.
    byte[][] coefficients = new byte[threshold - 1][length];
    for (byte[] each : coefficients) {
      random.nextBytes(each);
    }
    secret.revealTo(
        constant -> {
          for (int share = 0; share < shares; share++) {
            evaluate(constant, coefficients, share + 1, values[share]);
          }
        });
    for (byte[] each : coefficients) {
      Arrays.fill(each, (byte) 0);
    }
    int deal = random.nextInt();
    List<Share> split = new ArrayList<>();
    for (int share = 0; share < shares; share++) {
      split.add(new Share(deal, share + 1, Secret.of(values[share])));
    }
    return split;
  }

  /** By Horner's rule, for all bytes of the secret. */
  private static void evaluate(byte[] constant, byte[][] coefficients, int x, byte[] target) {
    for (int i = 0; i < target.length; i++) {
      int sum = 0;
      for (int degree = coefficients.length - 1; degree >= 0; degree--) {
        sum = Gf256.multiply(sum ^ (coefficients[degree][i] & 0xff), x);
      }
      target[i] = (byte) (sum ^ (constant[i] & 0xff));
    }
  }

  /**
   * What lies at 0 where these are the shares.
   *
   * @param shares as many as the threshold, of one deal and length, each at a position of its own
   */
  public static Secret combine(List<Share> shares) {
    return valueAt(0, shares);
  }

  /**
   * All shares of the secret that some of them give.
   *
   * @param some as many as the threshold, of one deal and length, each at a position of its own
   */
  public static List<Share> all(List<Share> some, int shares) {
    return IntStream.rangeClosed(1, shares)
        .mapToObj(position -> new Share(some.getFirst().deal(), position, valueAt(position, some)))
        .toList();
  }

  private static Secret valueAt(int at, List<Share> shares) {
    long deals = shares.stream().mapToInt(Share::deal).distinct().count();
    long positions = shares.stream().mapToInt(Share::position).distinct().count();
    long lengths = shares.stream().mapToInt(share -> share.value().length()).distinct().count();
    if (deals != 1 || positions != shares.size() || lengths != 1) {
      throw new IllegalArgumentException(
          "shares are of one deal and length, and at different positions");
    }
    byte[] secret = new byte[shares.getFirst().value().length()];
    for (Share share : shares) {
      int weight = weight(at, share.position(), shares);
      share
          .value()
          .revealTo(
              value -> {
                for (int i = 0; i < secret.length; i++) {
                  secret[i] ^= (byte) Gf256.multiply(value[i] & 0xff, weight);
                }
              });
    }
    return Secret.of(secret);
  }

  /** Lagrange's basis polynomial: the product of (x - at) / (x - own) over other positions x. */
  private static int weight(int at, int own, List<Share> shares) {
    int weight = 1;
    for (Share other : shares) {
      int x = other.position();
      if (x != own) {
        weight = Gf256.multiply(weight, Gf256.multiply(x ^ at, Gf256.inverse(x ^ own)));
      }
    }
    return weight;
  }
}
