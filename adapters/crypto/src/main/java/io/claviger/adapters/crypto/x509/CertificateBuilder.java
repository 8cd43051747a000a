package io.claviger.adapters.crypto.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** One certificate (RFC 5280) in the making, signed with ECDSA over SHA-256. */
final class CertificateBuilder {
  private static final int SERIAL_BITS = 128;

  private final X509v3CertificateBuilder builder;
  private final Issuer issuer;

  /**
   * @param random of the serial number, of 128 bits
   */
  CertificateBuilder(
      Issuer issuer, X500Name subject, PublicKey key, Instant from, Instant to, SecureRandom random)
      throws GeneralSecurityException, CertIOException {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a certificate ends after it begins");
    }
    this.issuer = issuer;
    BigInteger serial = new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE);
    builder =
        new JcaX509v3CertificateBuilder(
            issuer.name(), serial, Date.from(from), Date.from(to), subject, key);
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    add(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    add(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuer.publicKey()));
  }

  static X500Name commonName(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  /** May sign leaves and revocation lists, no further authority. */
  CertificateBuilder authority() throws CertIOException {
    add(Extension.basicConstraints, true, new BasicConstraints(0));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return this;
  }

  /** May sign handshakes of one purpose. */
  CertificateBuilder leaf(KeyPurposeId purpose, GeneralNames names) throws CertIOException {
    add(Extension.basicConstraints, true, new BasicConstraints(false));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    add(Extension.subjectAlternativeName, false, names);
    return this;
  }

  X509Certificate sign() throws GeneralSecurityException, OperatorCreationException {
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.key());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private void add(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value)
      throws CertIOException {
    builder.addExtension(extension, critical, value);
  }

  /** Whose name and key a certificate is signed with. */
  record Issuer(X500Name name, PublicKey publicKey, PrivateKey key) {}
}
