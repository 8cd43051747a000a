package io.claviger.adapters.dpchannel;

import io.claviger.domain.shared.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for tests. */
final class Authority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final X500Name name;
  private final KeyPair keys = generate("EC", 256);
  final X509Certificate certificate;

  Authority(String commonName) {
    this.name = new X500Name("CN=" + commonName);
    this.certificate = sign(name, keys, Instant.now().minusSeconds(60), true, null, null);
  }

  record Leaf(X509Certificate certificate, KeyPair keys) {
    String serial() {
      return certificate.getSerialNumber().toString(16);
    }

    String keyHash() {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    Secret keyPem() {
      return Secret.ofText(pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    String certificatePem() {
      return Authority.pem(certificate);
    }
  }

  /** A client's certificate that nobody but itself has signed. */
  Leaf selfSigned() {
    return new Leaf(
        sign(
            name, keys, Instant.now().minusSeconds(60), false, KeyPurposeId.id_kp_clientAuth, null),
        keys);
  }

  Leaf client(String uri) {
    return leaf("EC", KeyPurposeId.id_kp_clientAuth, Instant.now().minusSeconds(60), uri);
  }

  Leaf server() {
    return leaf(
        "EC",
        KeyPurposeId.id_kp_serverAuth,
        Instant.now().minusSeconds(60),
        new GeneralName(GeneralName.dNSName, "localhost"));
  }

  Leaf leaf(String algorithm, KeyPurposeId purpose, Instant from, String... uris) {
    GeneralName[] names = new GeneralName[uris.length];
    for (int i = 0; i < uris.length; i++) {
      names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
    }
    return leaf(algorithm, purpose, from, names);
  }

  private Leaf leaf(String algorithm, KeyPurposeId purpose, Instant from, GeneralName... names) {
    KeyPair own = generate(algorithm, algorithm.equals("EC") ? 256 : 2048);
    return new Leaf(
        sign(new X500Name("CN=leaf"), own, from, false, purpose, new GeneralNames(names)), own);
  }

  private X509Certificate sign(
      X500Name subject,
      KeyPair subjectKeys,
      Instant from,
      boolean authority,
      @org.jspecify.annotations.Nullable KeyPurposeId purpose,
      @org.jspecify.annotations.Nullable GeneralNames names) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(120, RANDOM),
              Date.from(from),
              Date.from(from.plus(Duration.ofDays(1))),
              subject,
              subjectKeys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      if (purpose != null) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      }
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generate(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String pem() {
    return pem(certificate);
  }

  static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
