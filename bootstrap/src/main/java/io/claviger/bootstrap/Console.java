package io.claviger.bootstrap;

import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What a person sees of the program. */
final class Console {
  private static final PrintStream OUT = System.out;
  private static final Path INPUT = Path.of("/proc/self/fd/0");

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

  private static Optional<java.io.Console> console() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
  }

  private static boolean isTerminal() {
    return console().isPresent();
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

  /** Of an operator's command. */
  static Terminal terminal() {
    Optional<Terminal.Typist> typist =
        console().map(there -> prompt -> there.readPassword("%s", prompt));
    return new Terminal(System.in, System.out, System.err, typist, isTerminal(INPUT));
  }

  /** Where the system tells; elsewhere a console is there or not. */
  private static boolean isTerminal(Path stream) {
    try {
      return stream.toRealPath().toString().matches("/dev/(pts/|tty).*");
    } catch (IOException e) {
      return false;
    }
  }
}
