package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A data plane's PKCS#10 request (RFC 2986). All that is taken from it is the public key; of the
 * rest, {@link RequestedExtensions} are looked at, to refuse what would not be given.
 */
final class CertificateRequest {
  private static final String WHERE = "the certificate request";
  private static final int MAX_BYTES = 8 * 1024;
  private static final Set<String> LABELS =
      Set.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private CertificateRequest() {}

  /**
   * The public key, whose private key the sender was shown to have.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid}
   */
  static PublicKey verifiedKey(byte[] pem) {
    List<Pem.Block> blocks = Pem.read(WHERE, pem, MAX_BYTES, 1);
    if (!LABELS.contains(blocks.getFirst().label())) {
      throw invalid(WHERE + " must be a -----BEGIN CERTIFICATE REQUEST----- block");
    }
    byte[] der = blocks.getFirst().der();
    return Asn1.read(
        WHERE + " is not PKCS#10", () -> verifiedKey(new PKCS10CertificationRequest(der)));
  }

  private static PublicKey verifiedKey(PKCS10CertificationRequest request) throws IOException {
    SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
    // Before the signature: verifying one with a huge key is what an attacker would like.
    KeyPolicy.GATEWAY.check(WHERE, key.getEncoded());
    String signature = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
    if (signature == null) {
      throw invalid(
          WHERE + " must be signed with RSA (PKCS#1) or ECDSA over SHA-256, SHA-384 or SHA-512");
    }
    try {
      PublicKey publicKey = publicKey(key);
      verify(request, signature, publicKey);
      RequestedExtensions.check(WHERE, request);
      return publicKey;
    } catch (GeneralSecurityException e) {
      throw badSignature();
    }
  }

  private static PublicKey publicKey(SubjectPublicKeyInfo key)
      throws GeneralSecurityException, IOException {
    boolean rsa = key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
    return KeyFactory.getInstance(rsa ? "RSA" : "EC")
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static void verify(PKCS10CertificationRequest request, String algorithm, PublicKey key)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(key);
    signature.update(request.toASN1Structure().getCertificationRequestInfo().getEncoded());
    if (!signature.verify(request.getSignature())) {
      throw badSignature();
    }
  }

  private static RuntimeException badSignature() {
    return invalid(WHERE + " is not signed by its own key; create it again with that key");
  }
}
