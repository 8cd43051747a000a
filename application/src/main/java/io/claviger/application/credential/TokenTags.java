package io.claviger.application.credential;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Prf;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;

/** Tags tokens and checks tags, which costs one HMAC. Works inside a transaction. */
public final class TokenTags {
  private final Sealing sealing;
  private final Prf prf;

  public TokenTags(Sealing sealing, Prf prf) {
    this.sealing = sealing;
    this.prf = prf;
  }

  TokenText tagged(TokenId id, Secret secret) {
    return TokenText.of(id, secret, mac(id, secret));
  }

  boolean isOurs(TokenText token) {
    return token.hasTag(mac(token.id(), token.secret()));
  }

  private byte[] mac(TokenId id, Secret secret) {
    try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.TOKEN_TAG_KEY.id())) {
      return prf.hmac(key, TokenText.authenticated(id, secret));
    }
  }
}
