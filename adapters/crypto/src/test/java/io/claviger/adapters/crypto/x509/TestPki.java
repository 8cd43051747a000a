package io.claviger.adapters.crypto.x509;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Keys, certificates and requests as operators and attackers make them. */
final class TestPki {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private TestPki() {}

  static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  static KeyPair ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  static KeyPair ed25519() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** As OpenSSL writes it, with the curve inside. */
  static byte[] sec1(KeyPair keys) throws Exception {
    PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    ECPrivateKey key = (ECPrivateKey) keys.getPrivate();
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            key.getParams().getOrder().bitLength(),
            key.getS(),
            spki.getPublicKeyData(),
            pkcs8.getPrivateKeyAlgorithm().getParameters())
        .getEncoded();
  }

  /** An RSA key in PKCS#1, a certificate or a request as it is. */
  static String pem(Object object) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  static String signatureAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }

  static Form root(String name, KeyPair keys) {
    return new Form(name, keys, name, keys).authority();
  }

  static Form leaf(String name, KeyPair keys, String issuer, KeyPair issuerKeys) {
    return new Form(name, keys, issuer, issuerKeys);
  }

  /** A certificate to be. */
  record Form(
      String name,
      KeyPair keys,
      String issuer,
      KeyPair issuerKeys,
      String signature,
      Instant end,
      boolean isAuthority,
      @Nullable GeneralNames names) {
    Form(String name, KeyPair keys, String issuer, KeyPair issuerKeys) {
      this(
          name,
          keys,
          issuer,
          issuerKeys,
          signatureAlgorithm(issuerKeys.getPrivate()),
          NOW.plus(Duration.ofDays(1)),
          false,
          null);
    }

    Form authority() {
      return new Form(name, keys, issuer, issuerKeys, signature, end, true, names);
    }

    Form signedWith(String algorithm) {
      return new Form(name, keys, issuer, issuerKeys, algorithm, end, isAuthority, names);
    }

    Form until(Instant instant) {
      return new Form(name, keys, issuer, issuerKeys, signature, instant, isAuthority, names);
    }

    Form named(GeneralNames alternatives) {
      return new Form(name, keys, issuer, issuerKeys, signature, end, isAuthority, alternatives);
    }

    String pem() throws Exception {
      return TestPki.pem(certificate());
    }

    X509CertificateHolder certificate() throws Exception {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              BigInteger.valueOf(0x1a2b),
              Date.from(NOW.minus(Duration.ofDays(400))),
              Date.from(end),
              new X500Name("CN=" + name),
              keys.getPublic());
      if (isAuthority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      }
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      return builder.build(new JcaContentSignerBuilder(signature).build(issuerKeys.getPrivate()));
    }
  }
}
