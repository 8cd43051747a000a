package io.claviger.application.credential;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Prf;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import org.jspecify.annotations.Nullable;

/** Tags tokens and checks tags, which costs one HMAC: the key is loaded once. */
public final class TokenTags {
  private final UnitOfWork unitOfWork;
  private final Sealing sealing;
  private final Prf prf;
  private volatile @Nullable Secret key;

  public TokenTags(UnitOfWork unitOfWork, Sealing sealing, Prf prf) {
    this.unitOfWork = unitOfWork;
    this.sealing = sealing;
    this.prf = prf;
  }

  /** Inside a transaction. */
  TokenText tagged(TokenId id, Secret secret) {
    return TokenText.of(id, secret, mac(loaded(), id, secret));
  }

  /** Outside of transactions; a made-up token never comes as far as one. */
  boolean isOurs(TokenText token) {
    Secret known = key;
    Secret tagKey = known != null ? known : unitOfWork.inTransaction(this::loaded);
    return token.hasTag(mac(tagKey, token.id(), token.secret()));
  }

  private synchronized Secret loaded() {
    Secret known = key;
    if (known == null) {
      known = sealing.load(Scope.SYSTEM, SystemSecret.TOKEN_TAG_KEY.id());
      key = known;
    }
    return known;
  }

  private byte[] mac(Secret tagKey, TokenId id, Secret secret) {
    return prf.hmac(tagKey, TokenText.authenticated(id, secret));
  }
}
