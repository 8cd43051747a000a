package io.claviger.application.credential;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Prf;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tags tokens and checks tags, which costs one HMAC: the key is loaded once and kept. */
public final class TokenTags {
  private final UnitOfWork unitOfWork;
  private final Sealing sealing;
  private final Prf prf;

  /** Read, used and wiped under this object's lock. */
  private @Nullable Secret key;

  public TokenTags(UnitOfWork unitOfWork, Sealing sealing, Prf prf) {
    this.unitOfWork = unitOfWork;
    this.sealing = sealing;
    this.prf = prf;
  }

  /** Inside a transaction. */
  TokenText tagged(TokenId id, Secret secret) {
    return TokenText.of(id, secret, mac(id, secret));
  }

  /** Outside of transactions; a made-up token never comes as far as one. */
  boolean isOurs(TokenText token) {
    return token.hasTag(
        macUnlessForgotten(token.id(), token.secret())
            .orElseGet(() -> unitOfWork.inTransaction(() -> mac(token.id(), token.secret()))));
  }

  /** Wipes the key from memory; it is loaded again when it is needed. */
  public synchronized void forgetKey() {
    if (key != null) {
      key.close();
      key = null;
    }
  }

  private synchronized Optional<byte[]> macUnlessForgotten(TokenId id, Secret secret) {
    return key == null ? Optional.empty() : Optional.of(mac(id, secret));
  }

  private Secret loaded() {
    Secret known = key;
    if (known == null) {
      known = sealing.load(Scope.SYSTEM, SystemSecret.TOKEN_TAG_KEY.id());
      key = known;
    }
    return known;
  }

  private synchronized byte[] mac(TokenId id, Secret secret) {
    return prf.hmac(loaded(), TokenText.authenticated(id, secret));
  }
}
