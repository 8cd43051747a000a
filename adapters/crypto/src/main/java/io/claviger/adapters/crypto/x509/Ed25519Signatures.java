package io.claviger.adapters.crypto.x509;

import io.claviger.application.port.Signatures;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Bouncy Castle's Ed25519, which takes a private key as the bytes that it is. */
public final class Ed25519Signatures implements Signatures {
  @Override
  public byte[] sign(Secret privateKey, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, privateKey.reveal(Ed25519PrivateKeyParameters::new));
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  @Override
  public String publicKeyPem(Secret privateKey) {
    try {
      byte[] der =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                  privateKey.reveal(Ed25519PrivateKeyParameters::new).generatePublicKey())
              .getEncoded();
      return new String(Pem.write("PUBLIC KEY", der), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
