package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.application.port.X509;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 *
 * <p>A certificate that was made here, which the file {@code self-made} knows by its fingerprint,
 * is renewed for the same key when two thirds of its life are over; an operator's is left alone.
 *
 * @param selfMade whether it is one that was made here
 */
record AdminTls(
    Path certificate, Path key, String fingerprint, Instant expiresAt, boolean selfMade) {
  private static final Duration LIFE = Duration.ofDays(397);
  private static final Duration RENEWED_BEFORE_END = LIFE.dividedBy(3);
  private static final Duration BACKDATING = Duration.ofMinutes(5);
  private static final int MAX_BYTES = 1 << 16;
  private static final String DIRECTORY = "tls";
  private static final String KEY = "admin.key";

  /** Where the files are, and how they are made. */
  record Source(PrivateFiles files, Path directory, List<String> names, X509 x509) {
    static Source of(Path dataDir, List<String> names, X509 x509) {
      List<String> all = new ArrayList<>(names);
      all.add("127.0.0.1");
      return new Source(
          PrivateFiles.ofThisUser(),
          dataDir.toAbsolutePath().normalize().resolve(DIRECTORY),
          List.copyOf(all),
          x509);
    }

    private Path certificate() {
      return directory.resolve("admin.crt");
    }

    private Path key() {
      return directory.resolve(KEY);
    }

    private Path selfMade() {
      return directory.resolve("self-made");
    }
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException if others may read the key, or it is missing
   */
  static void checkKey(PrivateFiles files, Path dataDir) {
    files.check(dataDir.resolve(DIRECTORY).resolve(KEY));
  }

  /** The pair as it is now: made where there is none, renewed where it is due. */
  static AdminTls current(Source source, Instant now) {
    source.files().createDirectory(source.directory());
    if (!source.files().exists(source.key())) {
      make(source, now);
    }
    AdminTls found = read(source);
    if (!found.selfMade() || now.isBefore(found.expiresAt().minus(RENEWED_BEFORE_END))) {
      return found;
    }
    renew(source, now);
    return read(source);
  }

  private static AdminTls read(Source source) {
    source.files().read(source.key(), MAX_BYTES).close();
    String pem = readPublic(source.certificate());
    String fingerprint = source.x509().fingerprint(pem);
    return new AdminTls(
        source.certificate(),
        source.key(),
        fingerprint,
        source.x509().expiry(pem),
        Files.exists(source.selfMade())
            && readPublic(source.selfMade()).lines().anyMatch(fingerprint::equals));
  }

  private static void make(Source source, Instant now) {
    X509.Issued made =
        source.x509().selfSigned(source.names(), now.minus(BACKDATING), now.plus(LIFE));
    try (Secret keyPem = made.keyPem()) {
      store(source, "", made.leaf());
      source.files().create(source.key(), keyPem);
    }
  }

  private static void renew(Source source, Instant now) {
    try (Secret key = source.files().read(source.key(), MAX_BYTES)) {
      String pem = readPublic(source.certificate());
      X509.Authority self = new X509.Authority(pem, key);
      store(
          source,
          source.x509().fingerprint(pem),
          source
              .x509()
              .renewSelfSigned(self, source.names(), now.minus(BACKDATING), now.plus(LIFE)));
    }
  }

  /**
   * The certificate last, and until then both count as made here, so that a renewal that was cut
   * short is made good.
   */
  private static void store(Source source, String before, X509.Leaf leaf) {
    String pem = leaf.certificatePem();
    String made = source.x509().fingerprint(pem) + "\n" + before + "\n";
    try (Secret fingerprints = Secret.ofText(made);
        Secret certificate = Secret.ofText(pem)) {
      source.files().replace(source.selfMade(), fingerprints);
      source.files().replace(source.certificate(), certificate);
    }
  }

  /** A certificate is no secret: its mode does not matter, and it may be a link. */
  private static String readPublic(Path certificate) {
    try {
      if (!Files.isRegularFile(certificate) || Files.size(certificate) > MAX_BYTES) {
        throw unavailable(
            certificate
                + " is no file with a certificate; put one there that belongs to admin.key, or"
                + " remove both to have a pair made");
      }
      return Files.readString(certificate, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw unavailable(
          certificate + " cannot be read as PEM; check its owner and that it is a text");
    }
  }
}
