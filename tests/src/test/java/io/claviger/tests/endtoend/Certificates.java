package io.claviger.tests.endtoend;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that the program itself would not make. */
final class Certificates {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  /** Who signs. */
  record Signer(X500Principal name, PrivateKey key) {}

  /** A certificate and its key. */
  record Pair(X509Certificate certificate, PrivateKey key) {
    String pem() {
      return Certificates.pem(certificate);
    }

    String keyPem() {
      return Certificates.keyPem(key);
    }
  }

  /** What a leaf says. A purpose that is empty is left out. */
  record Leaf(List<GeneralName> names, Optional<KeyPurposeId> purpose, Instant from, Instant to) {
    static Leaf of(Optional<KeyPurposeId> purpose, GeneralName... names) {
      Instant now = Instant.now();
      return new Leaf(
          List.of(names), purpose, now.minus(Duration.ofHours(2)), now.plus(Duration.ofDays(1)));
    }

    Leaf during(Duration from, Duration to) {
      Instant now = Instant.now();
      return new Leaf(names, purpose, now.plus(from), now.plus(to));
    }
  }

  static GeneralName uri(Object text) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, text.toString());
  }

  static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  static KeyPair newKeys(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Of nobody, with any name. */
  static Pair authority(X500Principal name) {
    KeyPair keys = newKeys("secp256r1");
    Instant now = Instant.now();
    return sign(
        new Signer(name, keys.getPrivate()),
        name,
        keys,
        now.minus(Duration.ofHours(1)),
        now.plus(Duration.ofDays(1)),
        builder ->
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  static Pair leaf(Signer signer, Leaf leaf) {
    return leaf(signer, leaf, newKeys("secp256r1"));
  }

  static Pair leaf(Signer signer, Leaf leaf, KeyPair keys) {
    return sign(
        signer,
        new X500Principal("CN=minted"),
        keys,
        leaf.from(),
        leaf.to(),
        builder -> {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          builder.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(leaf.names().toArray(GeneralName[]::new)));
          if (leaf.purpose().isPresent()) {
            builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.purpose().get()));
          }
        });
  }

  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws IOException;
  }

  private static Pair sign(
      Signer signer,
      X500Principal subject,
      KeyPair keys,
      Instant from,
      Instant to,
      Extensions extensions) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              signer.name(),
              new BigInteger(120, RANDOM),
              Date.from(from),
              Date.from(to),
              subject,
              keys.getPublic());
      extensions.addTo(builder);
      String algorithm =
          signer.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(algorithm).build(signer.key())));
      return new Pair(certificate, keys.getPrivate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  static String keyPem(PrivateKey key) {
    try {
      return pem(new JcaPKCS8Generator(key, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
