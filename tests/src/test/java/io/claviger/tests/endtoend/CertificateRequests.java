package io.claviger.tests.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Requests of data planes (PKCS#10, PEM), good and hostile. */
final class CertificateRequests {
  private static final X500Name SUBJECT = new X500Name("CN=data plane");

  private CertificateRequests() {}

  static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String of(KeyPair keys) {
    return signed(builder(info(keys)), keys);
  }

  /** One that wants to be an authority and a server, with the names of others. */
  static String greedy(KeyPair keys, String foreignUri) {
    try {
      ExtensionsGenerator wishes = new ExtensionsGenerator();
      wishes.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      wishes.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage
              }));
      wishes.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                Certificates.uri(foreignUri),
                Certificates.dns("localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
      return signed(
          builder(info(keys))
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wishes.generate()),
          keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One for a key that another has. */
  static String signedByAnother(KeyPair claimed, KeyPair own) {
    return signed(builder(info(claimed)), own);
  }

  /** One of more than 8 KiB. */
  static String long9KiB(KeyPair keys) {
    return signed(
        builder(info(keys))
            .addAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                new DERUTF8String("x".repeat(6_900))),
        keys);
  }

  /** For an RSA key of 16,384 bits, which nobody has: a key is looked at before its signature. */
  static String hugeRsa() {
    try {
      BigInteger modulus = new BigInteger(16_384, new SecureRandom()).setBit(16_383).setBit(0);
      SubjectPublicKeyInfo key =
          new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
              new RSAPublicKey(modulus, BigInteger.valueOf(65_537)));
      return signed(builder(key), keys("RSA", 2048));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SubjectPublicKeyInfo info(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  private static PKCS10CertificationRequestBuilder builder(SubjectPublicKeyInfo key) {
    return new PKCS10CertificationRequestBuilder(SUBJECT, key);
  }

  private static String signed(PKCS10CertificationRequestBuilder builder, KeyPair keys) {
    String algorithm =
        switch (keys.getPrivate().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      return Certificates.pem(
          builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }
}
