package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Prf;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of users. A name must be shown, so it cannot be one-way: it is sealed, and found by its
 * HMAC under a system key. Works inside a transaction.
 */
public final class UserNames {
  private static final int MAX_LENGTH = 128;

  private final Sealing sealing;
  private final Prf prf;

  public UserNames(Sealing sealing, Prf prf) {
    this.sealing = sealing;
    this.prf = prf;
  }

  /** What a user of this name is found by. Case and Unicode form do not matter. */
  public String hash(String name) {
    try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.USER_NAME_KEY.id())) {
      return HexFormat.of()
          .formatHex(prf.hmac(key, LengthPrefixed.encode("claviger/user-name/v1", normal(name))));
    }
  }

  public void store(UserId user, String name) {
    try (Secret secret = Secret.ofText(name)) {
      sealing.store(Scope.SYSTEM, id(user), secret);
    }
  }

  public String load(UserId user) {
    try (Secret secret = sealing.load(Scope.SYSTEM, id(user))) {
      return secret.revealText();
    }
  }

  private static String id(UserId user) {
    return "user-name:" + user;
  }

  private static String normal(String name) {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      throw invalid("username: 1 to " + MAX_LENGTH + " characters");
    }
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
