package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two keys are the halves of one. */
final class KeyPairs {
  private static final byte[] MESSAGE =
      "claviger: do these keys belong together?".getBytes(US_ASCII);

  private KeyPairs() {}

  /** Signs with the one and verifies with the other; what cannot do that does not belong. */
  static boolean belong(PublicKey publicKey, PrivateKey privateKey) {
    if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
      return false;
    }
    try {
      Signature signer = Signature.getInstance(algorithm(privateKey));
      signer.initSign(privateKey);
      signer.update(MESSAGE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm(privateKey));
      verifier.initVerify(publicKey);
      verifier.update(MESSAGE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | ArithmeticException | IllegalArgumentException e) {
      // A key with numbers that make no sense fails somewhere in the arithmetic.
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }
}
