package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.claviger.application.port.Envelopes;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;

/**
 * AES-256-GCM under a key of each envelope's own. That travels under RSAES-OAEP with SHA-256 (RFC
 * 3560), or under ephemeral-static ECDH with the X9.63 KDF over SHA-256 and AES-256 key wrap (RFC
 * 5753). The recipient is named by the identifier of its key (RFC 5280, 4.2.1.2, method 1).
 */
public final class CmsEnvelopes implements Envelopes {
  private static final int MAX_BYTES = 64 * 1024;
  private static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
  private static final AlgorithmIdentifier OAEP_SHA256 =
      new AlgorithmIdentifier(
          PKCSObjectIdentifiers.id_RSAES_OAEP,
          new RSAESOAEPparams(
              SHA256,
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
              RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

  /**
   * Made when it is needed first, and not registered, so that it serves here alone. The platform
   * has no such key agreement.
   */
  private static final class Algorithms {
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  }

  @Override
  public Recipient recipient(String where, String pem) {
    Pem.Block block = Pem.read(where, pem.getBytes(UTF_8), MAX_BYTES, 1).getFirst();
    byte[] given =
        switch (block.label()) {
          case "PUBLIC KEY" -> block.der();
          case "CERTIFICATE" -> Certificates.parse(where, block.der()).getPublicKey().getEncoded();
          default ->
              throw invalid(
                  where
                      + " must be a -----BEGIN PUBLIC KEY----- or a -----BEGIN CERTIFICATE-----"
                      + " block");
        };
    KeyPolicy.RECIPIENT.check(where, given);
    // Written anew, so that the same key always has the same fingerprint.
    byte[] key = Asn1.read(where + " has no sound key", () -> publicKey(given).getEncoded());
    return new Recipient(key, HexFormat.of().formatHex(Certificates.sha256(key)));
  }

  private static PublicKey publicKey(byte[] info) throws IOException {
    boolean rsa =
        SubjectPublicKeyInfo.getInstance(info)
            .getAlgorithm()
            .getAlgorithm()
            .equals(PKCSObjectIdentifiers.rsaEncryption);
    try {
      return KeyFactory.getInstance(rsa ? "RSA" : "EC")
          .generatePublic(new X509EncodedKeySpec(info));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public String enclose(Recipient recipient, Secret secret) {
    return secret.reveal(
        content -> {
          try {
            return new String(Pem.write("CMS", enclosed(recipient, content)), US_ASCII);
          } catch (IOException | GeneralSecurityException | CMSException e) {
            throw new IllegalStateException("a key that was accepted does not encrypt", e);
          }
        });
  }

  private byte[] enclosed(Recipient recipient, byte[] content)
      throws IOException, GeneralSecurityException, CMSException {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(under(publicKey(recipient.publicKey())));
    return generator
        .generate(
            new CMSProcessableByteArray(content),
            (OutputAEADEncryptor)
                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(Algorithms.BOUNCY_CASTLE)
                    .build())
        .getEncoded();
  }

  private RecipientInfoGenerator under(PublicKey key)
      throws GeneralSecurityException, CMSException {
    byte[] id = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key).getKeyIdentifier();
    if (!(key instanceof ECPublicKey point)) {
      return new JceKeyTransRecipientInfoGenerator(id, OAEP_SHA256, key)
          .setProvider(Algorithms.BOUNCY_CASTLE);
    }
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(point.getParams());
    KeyPair ephemeral = pairs.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(
            CMSAlgorithm.ECDH_SHA256KDF,
            ephemeral.getPrivate(),
            ephemeral.getPublic(),
            CMSAlgorithm.AES256_WRAP)
        .addRecipient(id, key)
        .setProvider(Algorithms.BOUNCY_CASTLE);
  }
}
