package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.application.port.X509;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that the program made for its admin port does not end by surprise. */
class AdminCertificateTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final X509 x509 = new BouncyX509(new SecureRandom());

  @Test
  void itIsRenewedWhileTheProgramRunsAndAtItsStartAndAnOperatorsIsLeftAlone(@TempDir Path home)
      throws IOException {
    Path tls = home.resolve("data").resolve("tls");
    Path certificate = tls.resolve("admin.crt");
    String key;
    try (ClavigerProcess process = ClavigerProcess.in(home).start()) {
      key = Files.readString(tls.resolve("admin.key"));
      String first = fingerprint(certificate);
      assertEquals(first, served(process));
      String aged = age(tls, true);
      Waiting.until("the renewal", () -> !served(process).equals(first), LIMIT);
      assertNotEquals(aged, served(process));
      assertEquals(fingerprint(certificate), served(process));
      assertTrue(remaining(certificate).toDays() > 390);
      process.stranger().get("/healthz").expect(200);
    }
    String aged = age(tls, true);
    try (ClavigerProcess process = ClavigerProcess.in(home).start()) {
      assertNotEquals(aged, served(process));
      assertTrue(remaining(certificate).toDays() > 390);
      assertEquals(key, Files.readString(tls.resolve("admin.key")));
    }
    String operators = age(tls, false);
    try (ClavigerProcess process = ClavigerProcess.in(home).start()) {
      assertEquals(operators, served(process));
    }
  }

  /**
   * Puts a certificate in place that ends in a hundred days.
   *
   * @param selfMade whether it passes for one that the program made
   */
  private String age(Path tls, boolean selfMade) throws IOException {
    Path certificate = tls.resolve("admin.crt");
    try (Secret key = Secret.ofText(Files.readString(tls.resolve("admin.key")))) {
      X509.Leaf leaf =
          x509.renewSelfSigned(
              new X509.Authority(Files.readString(certificate), key),
              List.of("localhost"),
              Instant.now().minus(Duration.ofDays(297)),
              Instant.now().plus(Duration.ofDays(100)));
      String fingerprint = x509.fingerprint(leaf.certificatePem());
      if (selfMade) {
        Files.writeString(tls.resolve("self-made"), fingerprint);
      }
      Files.writeString(certificate, leaf.certificatePem());
      return fingerprint;
    }
  }

  private String fingerprint(Path certificate) throws IOException {
    return x509.fingerprint(Files.readString(certificate));
  }

  private Duration remaining(Path certificate) throws IOException {
    return Duration.between(Instant.now(), x509.expiry(Files.readString(certificate)));
  }

  private static String served(ClavigerProcess process) {
    try (SSLSocket socket =
        (SSLSocket)
            Tls.trustingAnyone()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), process.adminPort())) {
      socket.startHandshake();
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
