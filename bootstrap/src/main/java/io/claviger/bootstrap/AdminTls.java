package io.claviger.bootstrap;

import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.application.port.X509;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificate and key of the admin port, as PEM files in the data directory. Where there is no key,
 * a self-signed pair is made, the key last, so that a start that was cut short is made good; an
 * operator may put another pair in its place. The key is the one key that is not under the seal,
 * because a seal's shares arrive through this port.
 */
record AdminTls(Path certificate, Path key, String fingerprint, Instant expiresAt) {
  private static final Duration LIFE = Duration.ofDays(397);
  private static final Duration BACKDATING = Duration.ofMinutes(5);
  private static final int MAX_BYTES = 1 << 16;

  static AdminTls openOrCreate(Path dataDir, List<String> names, X509 x509, Instant now) {
    PrivateFiles files = PrivateFiles.ofThisUser();
    Path directory = dataDir.toAbsolutePath().normalize().resolve("tls");
    files.createDirectory(directory);
    Path certificate = directory.resolve("admin.crt");
    Path key = directory.resolve("admin.key");
    if (!files.exists(key)) {
      List<String> all = new ArrayList<>(names);
      all.add("127.0.0.1");
      X509.Issued made = x509.selfSigned(all, now.minus(BACKDATING), now.plus(LIFE));
      try (Secret keyPem = made.keyPem();
          Secret certificatePem = Secret.ofText(made.leaf().certificatePem())) {
        files.replace(certificate, certificatePem);
        files.create(key, keyPem);
      }
    }
    files.read(key, MAX_BYTES).close();
    try (Secret pem = files.read(certificate, MAX_BYTES)) {
      String text = pem.revealText();
      return new AdminTls(certificate, key, x509.fingerprint(text), x509.expiry(text));
    }
  }
}
