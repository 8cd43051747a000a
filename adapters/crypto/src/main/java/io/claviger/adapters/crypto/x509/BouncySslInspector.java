package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.claviger.application.port.SslInspector;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * Looks with Bouncy Castle's ASN.1 and the JDK's signatures. A text has at most 64 KiB and 10
 * certificates, a key 16 KiB.
 *
 * <p>Not looked at: whether a certificate is already valid (it may be put in place before), whether
 * it is revoked, and whether anybody trusts its root.
 */
public final class BouncySslInspector implements SslInspector {
  private static final int KEY_CERT_SIGN = 5;

  private final InstantSource clock;

  public BouncySslInspector(InstantSource clock) {
    this.clock = requireNonNull(clock);
  }

  @Override
  public CertificateMetadata inspect(String pointer, String chainPem, Secret keyPem) {
    List<X509Certificate> chain = Certificates.read(pointer, chainPem.getBytes(UTF_8));
    X509Certificate leaf = chain.getFirst();
    // All keys come first: whatever is verified below is verified with one of them.
    for (int i = 0; i < chain.size(); i++) {
      keyAlgorithm(nth(pointer, i), chain.get(i));
    }
    ChainSignatures.check(pointer, chain);
    checkBelongs(pointer, leaf, keyPem);
    return metadata(pointer, leaf);
  }

  @Override
  public void inspectAuthorities(String pointer, String certificatesPem) {
    List<X509Certificate> authorities = Certificates.read(pointer, certificatesPem.getBytes(UTF_8));
    for (int i = 0; i < authorities.size(); i++) {
      checkMaySign(nth(pointer, i), authorities.get(i));
    }
  }

  @Override
  public void refuseExpired(String pointer, String certificatesPem) {
    List<X509Certificate> certificates =
        Certificates.read(pointer, certificatesPem.getBytes(UTF_8));
    for (int i = 0; i < certificates.size(); i++) {
      if (!clock.instant().isBefore(certificates.get(i).getNotAfter().toInstant())) {
        throw invalid(nth(pointer, i) + " has expired; renew it");
      }
    }
  }

  static String nth(String pointer, int index) {
    return pointer + ", certificate " + (index + 1);
  }

  private static String keyAlgorithm(String where, X509Certificate certificate) {
    return KeyPolicy.OPERATOR.check(where, certificate.getPublicKey().getEncoded());
  }

  private static void checkMaySign(String where, X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    boolean authority = certificate.getBasicConstraints() >= 0;
    if (!authority || (usage != null && !usage[KEY_CERT_SIGN])) {
      throw invalid(where + " is not that of an authority: it may not sign certificates");
    }
  }

  private static void checkBelongs(String pointer, X509Certificate leaf, Secret keyPem) {
    PrivateKey key = PrivateKeys.read("the key of " + pointer, keyPem);
    if (!KeyPairs.belong(leaf.getPublicKey(), key)) {
      throw invalid("the key of " + pointer + " does not belong to its first certificate");
    }
  }

  private static CertificateMetadata metadata(String pointer, X509Certificate leaf) {
    return new CertificateMetadata(
        HexFormat.of().formatHex(Certificates.fingerprint(leaf)),
        leaf.getSerialNumber().toString(16),
        leaf.getSubjectX500Principal().getName(),
        leaf.getIssuerX500Principal().getName(),
        CertificateNames.of(pointer, leaf),
        keyAlgorithm(pointer, leaf),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant());
  }
}
