package io.claviger.adapters.cli.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long certificates are good for. */
record Expiry(Instant now) {
  static final String SUBJECT = "certificate";
  private static final Duration SOON = Duration.ofDays(30);

  /** Those of a PEM file. */
  List<Finding> of(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      List<Finding> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map((Certificate each) -> of(file.toString(), (X509Certificate) each))
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | GeneralSecurityException e) {
      // Said below.
    }
    return List.of(
        Finding.failed(SUBJECT, file + " cannot be read as PEM; put the right file there"));
  }

  Finding of(String place, X509Certificate certificate) {
    return now.isBefore(certificate.getNotBefore().toInstant())
        ? Finding.failed(
            SUBJECT, place + " is not good yet: set this machine's clock, or replace it")
        : of(place, certificate.getNotAfter().toInstant());
  }

  Finding of(String place, Instant end) {
    if (end.isBefore(now)) {
      return Finding.failed(SUBJECT, place + " has expired on " + end + ": replace it");
    }
    return end.isBefore(now.plus(SOON))
        ? Finding.warning(SUBJECT, place + " expires on " + end + ": replace it before")
        : Finding.ok(SUBJECT, place + " is good until " + end);
  }
}
