package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Certificate requests, honest and hostile, as PEM. */
final class TestRequests {
  private static final X500Name SUBJECT = new X500Name("CN=gateway");

  private TestRequests() {}

  static byte[] plain(KeyPair keys) throws Exception {
    return signedBy(keys.getPrivate(), keys, TestPki.signatureAlgorithm(keys.getPrivate()));
  }

  static byte[] signedBy(PrivateKey signer, KeyPair keys, String algorithm) throws Exception {
    return pem(builder(keys), signer, algorithm);
  }

  /** Asks for one extension. */
  static byte[] asking(
      KeyPair keys, ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value)
      throws Exception {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(extension, critical, value);
    return with(keys, PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
  }

  /** With these values of one attribute. */
  static byte[] with(KeyPair keys, ASN1ObjectIdentifier attribute, ASN1Encodable... values)
      throws Exception {
    return pem(
        builder(keys).addAttribute(attribute, values),
        keys.getPrivate(),
        TestPki.signatureAlgorithm(keys.getPrivate()));
  }

  /** With a signature that is none: whoever complains about the key has not looked at it. */
  static byte[] rsaUnsigned(BigInteger modulus, BigInteger exponent) throws Exception {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return unsigned(new SubjectPublicKeyInfo(rsa, new RSAPublicKey(modulus, exponent)));
  }

  static byte[] unsigned(SubjectPublicKeyInfo key) throws Exception {
    CertificationRequest request =
        new CertificationRequest(
            new CertificationRequestInfo(SUBJECT, key, new DERSet()),
            new AlgorithmIdentifier(
                PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
            new DERBitString(new byte[256]));
    return Pem.write("CERTIFICATE REQUEST", request.getEncoded());
  }

  private static PKCS10CertificationRequestBuilder builder(KeyPair keys) {
    return new PKCS10CertificationRequestBuilder(
        SUBJECT, SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
  }

  private static byte[] pem(
      PKCS10CertificationRequestBuilder builder, PrivateKey signer, String algorithm)
      throws Exception {
    return TestPki.pem(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)))
        .getBytes(US_ASCII);
  }
}
