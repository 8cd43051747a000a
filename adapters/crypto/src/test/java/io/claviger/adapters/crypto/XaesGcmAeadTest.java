package io.claviger.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;

class XaesGcmAeadTest {
  private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private final XaesGcmAead aead = new XaesGcmAead(new SecureRandom());

  @Test
  void sealsAsTheSpecificationsFirstVector() {
    assertEquals(
        HEX.formatHex(NONCE) + "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271",
        HEX.formatHex(sealWith(NONCE, filled(1), "XAES-256-GCM".getBytes(US_ASCII), new byte[0])));
  }

  @Test
  void sealsAsTheSpecificationsSecondVector() {
    byte[] context = "c2sp.org/XAES-256-GCM".getBytes(US_ASCII);
    assertEquals(
        HEX.formatHex(NONCE) + "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d",
        HEX.formatHex(sealWith(NONCE, filled(3), "XAES-256-GCM".getBytes(US_ASCII), context)));
  }

  /** The specification's accumulated vector: inputs and the digest of outputs are SHAKE128. */
  @Test
  void sealsTenThousandMessagesAsTheSpecificationDoes() {
    SHAKEDigest source = new SHAKEDigest(128);
    SHAKEDigest sink = new SHAKEDigest(128);
    for (int i = 0; i < 10_000; i++) {
      byte[] key = squeeze(source, 32);
      byte[] nonce = squeeze(source, 24);
      byte[] plaintext = squeeze(source, squeeze(source, 1)[0] & 0xff);
      byte[] context = squeeze(source, squeeze(source, 1)[0] & 0xff);
      byte[] sealed = sealWith(nonce, key, plaintext, context);
      assertArrayEquals(plaintext, bytes(aead.open(Secret.of(key), sealed, context).orElseThrow()));
      sink.update(sealed, 24, sealed.length - 24);
    }
    byte[] digest = new byte[32];
    sink.doFinal(digest, 0, digest.length);
    assertEquals(
        "e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939", HEX.formatHex(digest));
  }

  @Test
  void whatIsSealedOpensAtEverySize() {
    Random random = new Random(1);
    for (int size = 0; size < 20_000; size += 1 + random.nextInt(1 + size / 2)) {
      Secret key = Secret.of(bytes(random, 32));
      byte[] plaintext = bytes(random, size);
      byte[] context = bytes(random, random.nextInt(200));
      byte[] sealed = aead.seal(key, Secret.of(plaintext.clone()), context);
      assertEquals(24 + size + 16, sealed.length);
      assertArrayEquals(plaintext, bytes(aead.open(key, sealed, context).orElseThrow()));
    }
  }

  @Test
  void equalPlaintextsLookDifferent() {
    Secret key = Secret.of(filled(1));
    Secret plaintext = Secret.ofText("same");
    assertFalse(
        Arrays.equals(
            aead.seal(key, plaintext, new byte[0]), aead.seal(key, plaintext, new byte[0])));
  }

  @Test
  void everyFlippedBitOfNonceCiphertextOrTagDoesNotOpen() {
    Secret key = Secret.of(filled(1));
    byte[] context = {1, 2, 3};
    byte[] sealed = aead.seal(key, Secret.ofText("short"), context);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      assertTrue(aead.open(key, flipped(sealed, bit), context).isEmpty());
    }
    assertTrue(aead.open(key, sealed, context).isPresent());
  }

  @Test
  void everyFlippedBitOfTheAssociatedDataOrTheKeyDoesNotOpen() {
    byte[] key = filled(1);
    byte[] context = {1, 2, 3};
    byte[] sealed = aead.seal(Secret.of(key), Secret.ofText("short"), context);
    for (int bit = 0; bit < context.length * 8; bit++) {
      assertTrue(aead.open(Secret.of(key), sealed, flipped(context, bit)).isEmpty());
    }
    for (int bit = 0; bit < key.length * 8; bit++) {
      assertTrue(aead.open(Secret.of(flipped(key, bit)), sealed, context).isEmpty());
    }
  }

  @Test
  void whatIsCutShortOrHasAWrongKeyLengthDoesNotOpen() {
    Secret key = Secret.of(filled(1));
    byte[] sealed = aead.seal(key, Secret.ofText("short"), new byte[0]);
    for (int length = 0; length < sealed.length; length++) {
      assertTrue(aead.open(key, Arrays.copyOf(sealed, length), new byte[0]).isEmpty());
    }
    assertTrue(aead.open(Secret.of(new byte[16]), sealed, new byte[0]).isEmpty());
  }

  @Test
  void aKeyOfAnotherLengthDoesNotSeal() {
    Secret key = Secret.of(new byte[16]);
    Secret plaintext = Secret.ofText("x");
    assertThrows(IllegalArgumentException.class, () -> aead.seal(key, plaintext, new byte[0]));
  }

  @Test
  void manyVirtualThreadsShareOneAead() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> failures = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int seed = i;
        failures.add(threads.submit(() -> failedRoundTrips(seed)));
      }
      for (Future<Integer> failed : failures) {
        assertEquals(0, failed.get());
      }
    }
  }

  private int failedRoundTrips(int seed) {
    Random random = new Random(seed);
    int failures = 0;
    for (int i = 0; i < 100; i++) {
      byte[] key = bytes(random, 32);
      byte[] plaintext = bytes(random, random.nextInt(300));
      byte[] context = bytes(random, 20);
      byte[] sealed = aead.seal(Secret.of(key), Secret.of(plaintext), context);
      boolean opens =
          aead.open(Secret.of(key), sealed, context)
              .filter(opened -> Arrays.equals(plaintext, bytes(opened)))
              .isPresent();
      boolean tamperedOpens = aead.open(Secret.of(key), flipped(sealed, i), context).isPresent();
      failures += opens && !tamperedOpens ? 0 : 1;
    }
    return failures;
  }

  private static byte[] sealWith(byte[] nonce, byte[] key, byte[] plaintext, byte[] context) {
    RandomGenerator fixed =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(nonce, 0, bytes, 0, bytes.length);
          }
        };
    return new XaesGcmAead(fixed).seal(Secret.of(key), Secret.of(plaintext), context);
  }

  private static byte[] squeeze(SHAKEDigest shake, int length) {
    byte[] out = new byte[length];
    shake.doOutput(out, 0, length);
    return out;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal(byte[]::clone);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}
