package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Whether each certificate of a chain signs the one before it, with an algorithm that holds. */
final class ChainSignatures {
  private static final Set<ASN1ObjectIdentifier> ACCEPTED =
      Set.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          EdECObjectIdentifiers.id_Ed25519);
  private static final Set<ASN1ObjectIdentifier> ACCEPTED_PSS_HASHES =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private ChainSignatures() {}

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid}
   */
  static void check(String pointer, List<X509Certificate> chain) {
    for (int i = 0; i < chain.size(); i++) {
      // Nobody relies on the signature of a root over itself.
      boolean root = i > 0 && isSelfIssued(chain.get(i));
      if (!root) {
        checkAlgorithm(BouncySslInspector.nth(pointer, i), chain.get(i));
      }
      if (i > 0 && !signs(chain.get(i), chain.get(i - 1))) {
        throw invalid(
            BouncySslInspector.nth(pointer, i)
                + " does not sign the one before it; put the chain in order, leaf first");
      }
    }
  }

  private static void checkAlgorithm(String where, X509Certificate certificate) {
    String refusal =
        where
            + " is signed with an algorithm that is not accepted; accepted are RSA and ECDSA over"
            + " SHA-256, SHA-384 or SHA-512, and Ed25519";
    if (!Asn1.read(refusal, () -> isAccepted(certificate))) {
      throw invalid(refusal);
    }
  }

  private static boolean isAccepted(X509Certificate certificate) {
    AlgorithmIdentifier algorithm = signatureAlgorithm(certificate);
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return ACCEPTED.contains(algorithm.getAlgorithm());
    }
    // Without parameters the hash is SHA-1 (RFC 4055, section 3.1).
    return algorithm.getParameters() != null
        && ACCEPTED_PSS_HASHES.contains(
            RSASSAPSSparams.getInstance(algorithm.getParameters())
                .getHashAlgorithm()
                .getAlgorithm());
  }

  private static AlgorithmIdentifier signatureAlgorithm(X509Certificate certificate) {
    try {
      return Certificate.getInstance(certificate.getEncoded()).getSignatureAlgorithm();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && signs(certificate, certificate);
  }

  private static boolean signs(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
