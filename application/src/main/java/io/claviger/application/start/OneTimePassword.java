package io.claviger.application.start;

import io.claviger.domain.shared.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A password for one use, which is to be changed. */
final class OneTimePassword {
  static final Duration LIFE = Duration.ofHours(24);
  private static final int BYTES = 18;

  private OneTimePassword() {}

  /** 144 random bits in base64url. */
  static Secret make(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encode(bytes));
  }
}
