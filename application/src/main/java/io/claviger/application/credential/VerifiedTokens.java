package io.claviger.application.credential;

import io.claviger.application.port.Prf;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.shared.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Remembers for a short time which tokens were verified, under HMAC-SHA-256(a key of this process,
 * the token). It saves the PBKDF2 and nothing else: what a token may do is read every time.
 */
public final class VerifiedTokens {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 10_000;

  private final Prf prf;
  private final InstantSource clock;
  private final Secret key;
  private final Map<String, Instant> until =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  public VerifiedTokens(Prf prf, RandomGenerator random, InstantSource clock) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.key = Secret.of(bytes);
    this.prf = prf;
    this.clock = clock;
  }

  boolean remembers(TokenText token) {
    String name = name(token);
    synchronized (until) {
      Instant end = until.get(name);
      return end != null && clock.instant().isBefore(end);
    }
  }

  void remember(TokenText token) {
    String name = name(token);
    synchronized (until) {
      until.put(name, clock.instant().plus(REMEMBERED));
    }
  }

  private String name(TokenText token) {
    byte[] authenticated = TokenText.authenticated(token.id(), token.secret());
    return HexFormat.of().formatHex(prf.hmac(key, authenticated));
  }
}
