package io.claviger.application.port;

import io.claviger.domain.shared.Secret;

/** Ed25519 (RFC 8032), as pure EdDSA. Any 32 random bytes are a private key. */
public interface Signatures {
  /** 64 bytes. */
  byte[] sign(Secret privateKey, byte[] message);

  /** A SubjectPublicKeyInfo in PEM (RFC 8410). */
  String publicKeyPem(Secret privateKey);
}
