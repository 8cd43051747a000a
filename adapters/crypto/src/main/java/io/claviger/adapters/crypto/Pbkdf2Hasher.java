package io.claviger.adapters.crypto;

import static java.util.Objects.requireNonNull;

import io.claviger.application.port.PasswordHasher;
import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.shared.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * PBKDF2 on a lane for passwords and one for tokens, so that neither keeps the other waiting. A
 * cost of at most {@link PasswordHash#TOKEN_ITERATIONS} is a token's.
 */
public final class Pbkdf2Hasher implements PasswordHasher, AutoCloseable {
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final HashingLane.Limits PASSWORDS =
      new HashingLane.Limits(THREADS, 64, 4, Duration.ofSeconds(5));
  private static final HashingLane.Limits TOKENS =
      new HashingLane.Limits(THREADS, 1024, 64, Duration.ofSeconds(1));

  private final RandomGenerator random;
  private final HashingLane passwords;
  private final HashingLane tokens;

  /**
   * @param random of salts: cryptographically strong, safe for use by many threads
   */
  public Pbkdf2Hasher(RandomGenerator random) {
    this(random, PASSWORDS, TOKENS);
  }

  Pbkdf2Hasher(RandomGenerator random, HashingLane.Limits passwords, HashingLane.Limits tokens) {
    this.random = requireNonNull(random);
    this.passwords = new HashingLane("pbkdf2-passwords", passwords);
    this.tokens = new HashingLane("pbkdf2-tokens", tokens);
  }

  @Override
  public PasswordHash hash(Secret secret, int iterations, String source) {
    byte[] salt = new byte[PasswordHash.SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(iterations, salt, compute(secret, salt, iterations, source));
  }

  @Override
  public boolean verify(Secret secret, PasswordHash hash, String source) {
    byte[] computed = compute(secret, hash.salt(), hash.iterations(), source);
    return MessageDigest.isEqual(computed, hash.hash());
  }

  /** How many passwords wait for a thread. */
  public int waitingPasswords() {
    return passwords.waiting();
  }

  /** How many tokens wait for a thread. */
  public int waitingTokens() {
    return tokens.waiting();
  }

  /** Whoever waits or comes later is refused as unavailable. */
  @Override
  public void close() {
    passwords.close();
    tokens.close();
  }

  private byte[] compute(Secret secret, byte[] salt, int iterations, String source) {
    HashingLane lane = iterations <= PasswordHash.TOKEN_ITERATIONS ? tokens : passwords;
    return lane.compute(
        SourceNetwork.of(source),
        () -> secret.reveal(bytes -> Pbkdf2.derive(bytes, salt, iterations)));
  }
}
