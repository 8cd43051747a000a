package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.claviger.adapters.crypto.x509.CertificateBuilder.Issuer;
import io.claviger.application.port.X509;
import io.claviger.domain.gateway.SpiffeId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * X.509 by Bouncy Castle's builders; keys and signatures are the JDK's.
 *
 * <p>The times are taken as they are given: who wants a certificate to hold for clocks that are
 * slow begins it earlier. Nothing keeps a leaf from ending after its authority.
 */
public final class BouncyX509 implements X509 {
  private static final int AUTHORITY_YEARS = 10;
  private static final String CURVE = "secp256r1";

  private final SecureRandom random;

  /**
   * @param random of keys and serial numbers
   */
  public BouncyX509(SecureRandom random) {
    this.random = requireNonNull(random);
  }

  @Override
  public Issued createAuthority(String commonName, Instant now) {
    Instant end = now.atOffset(ZoneOffset.UTC).plusYears(AUTHORITY_YEARS).toInstant();
    KeyPair keys = newKeys();
    X500Name name = CertificateBuilder.commonName(commonName);
    return issued(
        keys, build(itself(name, keys), name, keys.getPublic(), now, end, c -> c.authority()));
  }

  @Override
  public Issued issueServer(Authority authority, List<String> names, Instant from, Instant to) {
    KeyPair keys = newKeys();
    ServerNames serverNames = new ServerNames(names);
    X500Name subject = CertificateBuilder.commonName(serverNames.commonName());
    return issued(
        keys, server(issuer(authority), subject, serverNames, keys.getPublic(), from, to));
  }

  @Override
  public Issued selfSigned(List<String> names, Instant from, Instant to) {
    KeyPair keys = newKeys();
    ServerNames serverNames = new ServerNames(names);
    X500Name subject = CertificateBuilder.commonName(serverNames.commonName());
    return issued(
        keys, server(itself(subject, keys), subject, serverNames, keys.getPublic(), from, to));
  }

  @Override
  public Leaf renewSelfSigned(Authority self, List<String> names, Instant from, Instant to) {
    Issuer issuer = issuer(self);
    PublicKey key = certificate(self.certificatePem()).getPublicKey();
    return leaf(server(issuer, issuer.name(), new ServerNames(names), key, from, to));
  }

  @Override
  public Leaf issueInstance(
      Authority authority, byte[] csr, SpiffeId identity, Instant from, Instant to) {
    PublicKey key = CertificateRequest.verifiedKey(csr);
    return leaf(instance(authority, key, identity, from, to));
  }

  @Override
  public Issued issueInstanceWithKey(
      Authority authority, SpiffeId identity, Instant from, Instant to) {
    KeyPair keys = newKeys();
    return issued(keys, instance(authority, keys.getPublic(), identity, from, to));
  }

  @Override
  public String fingerprint(String certificatePem) {
    X509Certificate certificate = certificate(certificatePem);
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(Certificates.fingerprint(certificate));
  }

  @Override
  public Instant expiry(String certificatePem) {
    return certificate(certificatePem).getNotAfter().toInstant();
  }

  private X509Certificate server(
      Issuer issuer, X500Name subject, ServerNames names, PublicKey key, Instant from, Instant to) {
    GeneralNames alternatives = names.subjectAlternativeNames();
    return build(
        issuer,
        subject,
        key,
        from,
        to,
        certificate -> certificate.leaf(KeyPurposeId.id_kp_serverAuth, alternatives));
  }

  private X509Certificate instance(
      Authority authority, PublicKey key, SpiffeId identity, Instant from, Instant to) {
    GeneralNames uri =
        new GeneralNames(
            new GeneralName(GeneralName.uniformResourceIdentifier, identity.toString()));
    X500Name subject = CertificateBuilder.commonName(identity.instance().toString());
    return build(
        issuer(authority),
        subject,
        key,
        from,
        to,
        certificate -> certificate.leaf(KeyPurposeId.id_kp_clientAuth, uri));
  }

  private X509Certificate build(
      Issuer issuer, X500Name subject, PublicKey key, Instant from, Instant to, Kind kind) {
    try {
      CertificateBuilder certificate =
          new CertificateBuilder(issuer, subject, key, from, to, random);
      return kind.of(certificate).sign();
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate could not be made", e);
    }
  }

  private KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 does not work on this Java runtime", e);
    }
  }

  private static Issuer itself(X500Name name, KeyPair keys) {
    return new Issuer(name, keys.getPublic(), keys.getPrivate());
  }

  private static Issuer issuer(Authority authority) {
    X509Certificate certificate = certificate(authority.certificatePem());
    return new Issuer(
        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
        certificate.getPublicKey(),
        PrivateKeys.read("the authority's key", authority.keyPem()));
  }

  private static X509Certificate certificate(String pem) {
    return Certificates.read("the certificate", pem.getBytes(UTF_8)).getFirst();
  }

  private static Issued issued(KeyPair keys, X509Certificate certificate) {
    return new Issued(leaf(certificate), PrivateKeys.write(keys.getPrivate()));
  }

  private static Leaf leaf(X509Certificate certificate) {
    byte[] keyHash = Certificates.sha256(certificate.getPublicKey().getEncoded());
    return new Leaf(
        new String(Certificates.write(certificate), US_ASCII),
        certificate.getSerialNumber().toString(16),
        HexFormat.of().formatHex(keyHash));
  }

  /** What a certificate is for. */
  @FunctionalInterface
  private interface Kind {
    CertificateBuilder of(CertificateBuilder certificate) throws CertIOException;
  }
}
