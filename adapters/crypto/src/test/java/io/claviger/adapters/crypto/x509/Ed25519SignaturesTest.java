package io.claviger.adapters.crypto.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Secret;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519SignaturesTest {
  private final Ed25519Signatures signatures = new Ed25519Signatures();

  private static Secret key() {
    return Secret.of(
        HexFormat.of()
            .parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  }

  /** RFC 8032, section 7.1, test 2. */
  @Test
  void signsAsTheStandardSays() {
    assertEquals(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        HexFormat.of().formatHex(signatures.sign(key(), new byte[] {0x72})));
  }

  @Test
  void anotherProgramChecksASignatureByThePublicKey() throws Exception {
    byte[] message = {1, 2, 3};
    byte[] signature = signatures.sign(key(), message);
    assertTrue(isSigned(message, signature));

    message[0] ^= 1;
    assertFalse(isSigned(message, signature));
  }

  private boolean isSigned(byte[] message, byte[] signature) throws Exception {
    String base64 = signatures.publicKeyPem(key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    PublicKey publicKey =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(publicKey);
    check.update(message);
    return check.verify(signature);
  }
}
