package io.claviger.adapters.crypto.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Which public keys are accepted. It only looks and computes nothing expensive, so that it can come
 * before any signature is verified with the key.
 *
 * @param curves the names of the curves by object identifier
 * @param accepted the rule in words, for messages
 */
record KeyPolicy(
    int minRsaBits,
    int maxRsaBits,
    Map<ASN1ObjectIdentifier, String> curves,
    boolean ed25519,
    String accepted) {
  static final int MAX_RSA_BITS = 8192;

  /** Of the certificates that operators bring. */
  static final KeyPolicy OPERATOR =
      new KeyPolicy(
          2048,
          MAX_RSA_BITS,
          Map.of(
              SECObjectIdentifiers.secp256r1, "P-256",
              SECObjectIdentifiers.secp384r1, "P-384",
              SECObjectIdentifiers.secp521r1, "P-521"),
          true,
          "RSA of 2048 to 8192 bits, P-256, P-384, P-521 and Ed25519");

  /**
   * Of people that secrets are encrypted for, who may keep them for as long as they like: RSA of
   * 128 bits of strength, and what can agree on a key.
   */
  static final KeyPolicy RECIPIENT =
      new KeyPolicy(
          3072,
          MAX_RSA_BITS,
          OPERATOR.curves(),
          false,
          "RSA of 3072 to 8192 bits with an odd exponent of at least 65537, P-256, P-384 and P-521");

  /** Of data planes. */
  static final KeyPolicy GATEWAY =
      new KeyPolicy(
          2048,
          4096,
          Map.of(SECObjectIdentifiers.secp256r1, "P-256"),
          false,
          "P-256 and RSA of 2048 to 4096 bits with an odd exponent of at least 65537");

  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
  private static final int MAX_EXPONENT_BITS = 64;
  private static final byte UNCOMPRESSED = 4;

  /**
   * @param key a SubjectPublicKeyInfo
   * @return what the key is, such as {@code RSA-2048} or {@code EC-P-256}
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid}
   */
  String check(String where, byte[] key) {
    return Asn1.read(
        where + " has a key that is not accepted; accepted are " + accepted,
        () -> name(SubjectPublicKeyInfo.getInstance(key)));
  }

  private String name(SubjectPublicKeyInfo key) throws IOException {
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA-" + rsaBits(key);
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC-" + curve(key);
    }
    if (ed25519 && algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return "Ed25519";
    }
    throw new IOException("another algorithm");
  }

  private int rsaBits(SubjectPublicKeyInfo key) throws IOException {
    RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
    BigInteger modulus = rsa.getModulus();
    BigInteger exponent = rsa.getPublicExponent();
    boolean sound =
        modulus.testBit(0)
            && modulus.bitLength() >= minRsaBits
            && modulus.bitLength() <= maxRsaBits
            && exponent.testBit(0)
            && exponent.compareTo(MIN_EXPONENT) >= 0
            && exponent.bitLength() <= MAX_EXPONENT_BITS
            // Negative numbers were read as positive ones; only the one true encoding is taken.
            && Arrays.equals(rsa.getEncoded(), key.getPublicKeyData().getOctets());
    if (!sound) {
      throw new IOException("no sound RSA key");
    }
    return modulus.bitLength();
  }

  private String curve(SubjectPublicKeyInfo key) throws IOException {
    // Parameters written out instead of named are refused: they can describe any curve.
    if (key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier oid) {
      String name = curves.get(oid);
      if (name != null && isOnCurve(oid, key.getPublicKeyData().getOctets())) {
        return name;
      }
    }
    throw new IOException("another curve");
  }

  private static boolean isOnCurve(ASN1ObjectIdentifier oid, byte[] point) {
    return point[0] == UNCOMPRESSED
        && ECNamedCurveTable.getByOID(oid).getCurve().decodePoint(point).isValid();
  }
}
