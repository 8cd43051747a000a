package io.claviger.application.credential;

import io.claviger.domain.credential.Session;
import io.claviger.domain.shared.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes session ids, and the hashes under which they are stored. */
final class SessionIds {
  private SessionIds() {}

  /** 256 random bits in base64url, as the cookie holds them. */
  static Secret make(RandomGenerator random) {
    byte[] id = new byte[Session.ID_BYTES];
    random.nextBytes(id);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encode(id));
  }

  static String hash(Secret id) {
    return id.reveal(
        bytes -> {
          try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
          }
        });
  }
}
