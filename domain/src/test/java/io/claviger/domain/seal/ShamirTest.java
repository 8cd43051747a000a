package io.claviger.domain.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShamirTest {
  private final SplittableRandom random = new SplittableRandom(1979);

  /** From the tests of codahale/shamir, which ocaml-secret-sharing checks itself against, too. */
  @Test
  void sharesOfOthersCombineAsPublished() {
    Share first = share(1, "b9fa07e185");
    Share second = share(2, "f5409b4511");
    assertEquals("7465737400", hex(Shamir.combine(List.of(first, second))));
    assertEquals("7465737400", hex(Shamir.combine(List.of(second, first))));
  }

  /** By hand: 42 + 05·x and 42 + 05·x + 07·x². */
  @Test
  void aShareIsThePolynomialAtItsPosition() {
    assertEquals(
        List.of("47", "48", "4d"), values(Shamir.split(secret("42"), 3, 2, constant(0x05))));
    byte[] coefficients = {0x05, 0x07};
    assertEquals(
        List.of("40", "54", "56"), values(Shamir.split(secret("42"), 3, 3, inTurn(coefficients))));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "3,3", "5,3", "8,5", "20,20", "255,2", "255,255"})
  void anyThresholdOfSharesWorksInAnyOrder(int shares, int threshold) {
    Secret secret = random32();
    List<Share> all = Shamir.split(secret, shares, threshold, random);
    assertEquals(shares, all.size());
    for (int i = 0; i < 20; i++) {
      List<Share> some = some(all, threshold);
      assertTrue(secret.sameAs(Shamir.combine(some)));
    }
  }

  @Test
  void everyThreeOfFiveWork() {
    Secret secret = random32();
    List<Share> all = Shamir.split(secret, 5, 3, random);
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        for (int c = 0; c < 5; c++) {
          if (a != b && b != c && a != c) {
            assertTrue(secret.sameAs(Shamir.combine(List.of(all.get(a), all.get(b), all.get(c)))));
          }
        }
      }
    }
  }

  @Test
  void thresholdManyGiveAllTheOthers() {
    List<Share> all = Shamir.split(random32(), 7, 4, random);
    List<Share> again = Shamir.all(some(all, 4), 7);
    for (int i = 0; i < 7; i++) {
      assertEquals(all.get(i).position(), again.get(i).position());
      assertTrue(all.get(i).value().sameAs(again.get(i).value()));
    }
  }

  /** For each secret, a share takes every value once as the random byte takes every value. */
  @Test
  void oneFewerRevealsNothing() {
    for (int secret = 0; secret < 256; secret++) {
      for (int position : new int[] {1, 2, 3}) {
        boolean[] seen = new boolean[256];
        for (int coefficient = 0; coefficient < 256; coefficient++) {
          Secret one = Secret.of(new byte[] {(byte) secret});
          Share share = Shamir.split(one, 3, 2, constant(coefficient)).get(position - 1);
          share.value().revealTo(value -> seen[value[0] & 0xff] = true);
        }
        for (boolean value : seen) {
          assertTrue(value);
        }
      }
    }
  }

  /** What a last share could be makes of the others every secret there is. */
  @ParameterizedTest
  @CsvSource({"3,2", "5,3", "9,9"})
  void oneFewerIsCompatibleWithEverySecret(int shares, int threshold) {
    List<Share> known = some(Shamir.split(secret("a5"), shares, threshold, random), threshold - 1);
    boolean[] possible = new boolean[256];
    for (int guess = 0; guess < 256; guess++) {
      List<Share> guessed = new ArrayList<>(known);
      guessed.add(new Share(known.getFirst().deal(), 200, Secret.of(new byte[] {(byte) guess})));
      Shamir.combine(guessed).revealTo(bytes -> possible[bytes[0] & 0xff] = true);
    }
    for (boolean secret : possible) {
      assertTrue(secret);
    }
  }

  @Test
  void eachByteHasAPolynomialOfItsOwn() {
    List<Share> shares = Shamir.split(Secret.of(new byte[32]), 2, 2, random);
    shares.getFirst().value().revealTo(v -> assertTrue(distinct(v) > 16, "a repeated polynomial"));
  }

  @Test
  void theSecretLeavesTheHandsOfTheCallerAsItWas() {
    Secret secret = secret("0102");
    Shamir.split(secret, 3, 2, random);
    assertEquals("0102", hex(secret));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "2,1", "10,1", "2,3", "256,2", "256,256", "-1,-1", "3,0", "5,-2"})
  void otherNumbersAreImpossible(int shares, int threshold) {
    assertFalse(Shamir.isPossible(shares, threshold));
    assertThrows(
        IllegalArgumentException.class,
        () -> Shamir.split(secret("00"), shares, threshold, random));
  }

  @Test
  void sharesThatCannotBelongTogetherAreNotCombined() {
    assertThrows(IllegalArgumentException.class, () -> Shamir.combine(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Shamir.combine(List.of(share(1, "00"), share(1, "00"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Shamir.combine(List.of(share(1, "00"), share(2, "0000"))));
  }

  private List<Share> some(List<Share> all, int count) {
    List<Share> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled.subList(0, count);
  }

  private Secret random32() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Secret.of(bytes);
  }

  private static long distinct(byte[] bytes) {
    return IntStream.range(0, bytes.length).map(i -> bytes[i]).distinct().count();
  }

  private static RandomGenerator constant(int value) {
    return inTurn(new byte[] {(byte) value});
  }

  /** Each array is filled with one byte, the next one with the next. */
  private static RandomGenerator inTurn(byte[] values) {
    return new RandomGenerator() {
      private int next;

      @Override
      public long nextLong() {
        return next;
      }

      @Override
      public void nextBytes(byte[] bytes) {
        Arrays.fill(bytes, values[next++ % values.length]);
      }
    };
  }

  private static List<String> values(List<Share> shares) {
    return shares.stream().map(share -> hex(share.value())).toList();
  }

  private static Share share(int position, String hex) {
    return new Share(1, position, secret(hex));
  }

  private static Secret secret(String hex) {
    return Secret.of(HexFormat.of().parseHex(hex));
  }

  private static String hex(Secret secret) {
    return secret.reveal(HexFormat.of()::formatHex);
  }
}
