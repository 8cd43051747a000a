package io.claviger.tests.benchmark;

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.domain.shared.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What sealing one field costs beside plain AES-256-GCM by a cipher that is used again. */
final class SealingCost {
  private static final int RUNS = 7;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] FIELD = new byte[64];
  private static final byte[] PLACE = new byte[150];

  private final SecureRandom random = new SecureRandom();

  void measure(Trial trial) {
    int count = trial.scaled(200_000);
    String name = "C1 seal one field, µs";
    String goal = "≤ 5 of bare GCM";
    trial.compare(name, goal, "GCM", median(count, this::encrypt));
    trial.report(name, goal, median(count, this::seal));
  }

  /** The first of the runs warm up. */
  private static double median(int count, Runs runs) {
    List<Double> micros = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long begin = System.nanoTime();
      runs.go(count);
      micros.add((System.nanoTime() - begin) / 1e3 / count);
    }
    return Numbers.median(micros.subList(RUNS / 2, RUNS));
  }

  private void seal(int count) {
    XaesGcmAead aead = new XaesGcmAead(random);
    try (Secret key = Secret.of(bytes(KEY_BYTES));
        Secret field = Secret.of(FIELD.clone())) {
      for (int i = 0; i < count; i++) {
        aead.seal(key, field, PLACE);
      }
    }
  }

  private void encrypt(int count) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec key = new SecretKeySpec(bytes(KEY_BYTES), "AES");
      for (int i = 0; i < count; i++) {
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes(NONCE_BYTES)));
        cipher.updateAAD(PLACE);
        cipher.doFinal(FIELD);
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @FunctionalInterface
  private interface Runs {
    void go(int count);
  }
}
