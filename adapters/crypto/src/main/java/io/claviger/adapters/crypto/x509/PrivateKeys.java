package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Private keys from PEM, in the three forms that OpenSSL writes, and to PKCS#8 PEM. */
final class PrivateKeys {
  private static final int MAX_BYTES = 16 * 1024;
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String EC_PARAMETERS = "EC PARAMETERS";
  private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
      Map.of(
          PKCSObjectIdentifiers.rsaEncryption, "RSA",
          X9ObjectIdentifiers.id_ecPublicKey, "EC",
          EdECObjectIdentifiers.id_Ed25519, "Ed25519");

  private PrivateKeys() {}

  /** PKCS#8, never SEC1, which some programs do not read. */
  static Secret write(PrivateKey key) {
    byte[] der = key.getEncoded();
    try {
      return Secret.of(Pem.write(PKCS8, der));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * PKCS#8, PKCS#1 (RSA) or SEC1 (EC), not encrypted.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid}
   */
  static PrivateKey read(String where, Secret pem) {
    List<Pem.Block> blocks = pem.reveal(bytes -> Pem.read(where, bytes, MAX_BYTES, 2));
    try {
      List<Pem.Block> keys =
          blocks.stream().filter(block -> !block.label().equals(EC_PARAMETERS)).toList();
      if (keys.size() != 1) {
        throw invalid(where + " is not exactly one private key");
      }
      return Asn1.read(unreadable(where), () -> key(where, info(where, keys.getFirst())));
    } finally {
      blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    }
  }

  private static PrivateKeyInfo info(String where, Pem.Block block) throws IOException {
    return switch (block.label()) {
      case PKCS8 -> PrivateKeyInfo.getInstance(block.der());
      case "RSA PRIVATE KEY" -> pkcs1(RSAPrivateKey.getInstance(block.der()));
      case "EC PRIVATE KEY" -> sec1(where, ECPrivateKey.getInstance(block.der()));
      case "ENCRYPTED PRIVATE KEY" ->
          throw invalid(where + " is encrypted; decrypt it first, for example with openssl pkey");
      default -> throw invalid(where + " is not a private key in PKCS#8, PKCS#1 or SEC1 PEM");
    };
  }

  private static PrivateKeyInfo pkcs1(RSAPrivateKey key) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
  }

  private static PrivateKeyInfo sec1(String where, ECPrivateKey key) throws IOException {
    ASN1Object curve = key.getParametersObject();
    if (curve == null) {
      throw invalid(where + " does not name its curve; convert it to PKCS#8 with openssl pkey");
    }
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
  }

  private static PrivateKey key(String where, PrivateKeyInfo info) throws IOException {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    String name = ALGORITHMS.get(algorithm);
    if (name == null) {
      throw invalid(where + " is neither an RSA, an EC nor an Ed25519 key");
    }
    if (name.equals("RSA")) {
      checkSizes(where, RSAPrivateKey.getInstance(info.parsePrivateKey()));
    }
    byte[] pkcs8 = info.getEncoded();
    try {
      return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw invalid(unreadable(where));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** What signing computes with must be no larger than the modulus: it would take minutes. */
  private static void checkSizes(String where, RSAPrivateKey key) {
    int bits = key.getModulus().bitLength();
    boolean sound =
        bits <= KeyPolicy.MAX_RSA_BITS
            && Stream.of(
                    key.getPrivateExponent(),
                    key.getPublicExponent(),
                    key.getPrime1(),
                    key.getPrime2(),
                    key.getExponent1(),
                    key.getExponent2(),
                    key.getCoefficient())
                .mapToInt(BigInteger::bitLength)
                .allMatch(length -> length <= bits);
    if (!sound) {
      throw invalid(where + " is no sound RSA key of at most " + KeyPolicy.MAX_RSA_BITS + " bits");
    }
  }

  private static String unreadable(String where) {
    return where + " cannot be read as a private key";
  }
}
