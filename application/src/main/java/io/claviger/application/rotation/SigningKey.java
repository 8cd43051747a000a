package io.claviger.application.rotation;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Signatures;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;

/** The key that receipts are signed with. Works inside a transaction. */
public final class SigningKey {
  private final Sealing sealing;
  private final Signatures signatures;

  public SigningKey(Sealing sealing, Signatures signatures) {
    this.sealing = sealing;
    this.signatures = signatures;
  }

  byte[] sign(byte[] message) {
    try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.SIGNING_KEY.id())) {
      return signatures.sign(key, message);
    }
  }

  /** By which everybody can check what is signed. */
  public String publicKeyPem() {
    try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.SIGNING_KEY.id())) {
      return signatures.publicKeyPem(key);
    }
  }
}
