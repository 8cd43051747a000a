package io.claviger.adapters.dpchannel;

import io.claviger.domain.shared.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Reads PEM (RFC 7468). A private key never becomes a string. */
final class PemFile {
  private static final byte[] KEY_BEGINS =
      "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
  private static final byte DASH = '-';

  private PemFile() {}

  static X509Certificate[] certificates(String pem) {
    try {
      X509Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        throw new IllegalArgumentException("there is no certificate in the PEM text");
      }
      return chain;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the PEM text does not hold X.509 certificates", e);
    }
  }

  /**
   * @param algorithm of the public key that belongs to it
   */
  static PrivateKey privateKey(Secret pem, String algorithm) {
    byte[] der = pem.reveal(PemFile::decode);
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw notPkcs8();
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static byte[] decode(byte[] pem) {
    int begin = indexOf(pem, KEY_BEGINS) + KEY_BEGINS.length;
    int end = begin;
    while (end < pem.length && pem[end] != DASH) {
      end++;
    }
    byte[] base64 = Arrays.copyOfRange(pem, begin, end);
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw notPkcs8();
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static int indexOf(byte[] text, byte[] part) {
    for (int i = 0; i + part.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw notPkcs8();
  }

  private static IllegalArgumentException notPkcs8() {
    return new IllegalArgumentException(
        "the PEM text does not hold a PKCS#8 private key that belongs to the certificate");
  }
}
