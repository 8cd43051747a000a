package io.claviger.bootstrap;

import io.claviger.domain.shared.Secret;
import java.io.PrintStream;
import java.util.Optional;

/** What a person sees when the program starts. */
final class Console {
  private static final PrintStream OUT = System.out;

  private Console() {}

  /**
   * Shows the one-time password on a terminal; anywhere else it would end in a log, so it goes into
   * a private file.
   */
  static void showPassword(Secret password, OneTimePasswordFile file) {
    if (isTerminal()) {
      OUT.println("One-time password of the user admin, shown this once, good for 24 hours:");
      password.revealTo(bytes -> OUT.write(bytes, 0, bytes.length));
      OUT.println();
    } else {
      file.write(password);
      OUT.println(
          "One-time password of the user admin, good for 24 hours, in the file " + file.path());
    }
    OUT.println("It can only be changed: PUT /api/password");
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  static void showAddresses(Claviger running) {
    OUT.println("Admin API       https://localhost:" + running.adminPort());
    OUT.println("  certificate   " + running.adminCertificate());
    OUT.println("  SHA-256       " + running.adminFingerprint());
    if (!running.isSealed()) {
      OUT.println("Data planes     https://localhost:" + running.dpPort() + " (mTLS)");
      OUT.println("  server CA     " + running.serverAuthorityFingerprint());
      OUT.println("  data-plane CA " + running.dpAuthorityFingerprint());
    }
    OUT.println("Metrics         http://127.0.0.1:" + running.metricsPort() + "/metrics");
    OUT.println(
        running.isSealed()
            ? "Claviger is sealed: POST /api/sys/unseal shares, or /api/sys/init at the first"
                + " start."
            : "Claviger is ready.");
    OUT.flush();
  }

  static void refuse(String message) {
    System.err.println("Claviger cannot start: " + message);
  }

  static Optional<String> help(String[] arguments) {
    if (arguments.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        """
        Usage: bootstrap/run

        Starts Claviger, the control plane that keeps an API gateway's keys.

        Settings come from claviger.yaml in the working directory (or the file that
        CLAVIGER_CONFIG names) and from environment variables over it, for example:
          CLAVIGER_DATA_DIR       where everything is kept        (./claviger-data)
          CLAVIGER_ADMIN_PORT     the Admin API                   (7443)
          CLAVIGER_DP_PORT        the data planes                 (7943)
          CLAVIGER_METRICS_PORT   Prometheus metrics, loopback    (7081)
          CLAVIGER_DATABASE_URL   PostgreSQL instead of the embedded database
        The README has all of them.
        """);
  }
}
