package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates to and from PEM. */
final class Certificates {
  private static final String LABEL = "CERTIFICATE";
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_COUNT = 10;
  private static final byte DER_SEQUENCE = 0x30;

  private Certificates() {}

  /**
   * @return at least one
   */
  static List<X509Certificate> read(String where, byte[] pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem.Block block : Pem.read(where, pem, MAX_BYTES, MAX_COUNT)) {
      if (!block.label().equals(LABEL)) {
        throw invalid(where + " holds something other than -----BEGIN CERTIFICATE----- blocks");
      }
      certificates.add(parse(where + ", certificate " + (certificates.size() + 1), block.der()));
    }
    return certificates;
  }

  static byte[] write(X509Certificate certificate) {
    return Pem.write(LABEL, der(certificate));
  }

  static byte[] fingerprint(X509Certificate certificate) {
    return sha256(der(certificate));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 does not work on this Java runtime", e);
    }
  }

  static X509Certificate parse(String where, byte[] der) {
    // The factory would take other formats too.
    if (der.length == 0 || der[0] != DER_SEQUENCE) {
      throw unreadable(where);
    }
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw unreadable(where);
    }
  }

  private static RuntimeException unreadable(String where) {
    return invalid(where + " is not an X.509 certificate");
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }
}
