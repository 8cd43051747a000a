package io.claviger.tests.benchmark;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A login beside a bare PBKDF2. */
final class LoginCost {
  private static final int LOGINS = 5;
  private static final int ITERATIONS = 600_000;

  private LoginCost() {}

  static void measure(Trial trial) {
    String name = "L1 login over a new connection, ms";
    String goal = "≤ 1.1 of a bare PBKDF2";
    try (ClavigerSide side = ClavigerSide.onPostgres(trial.home())) {
      for (int i = 0; i < LOGINS; i++) {
        trial.compare(name, goal, "PBKDF2", millis(LoginCost::derive));
        trial.report(name, goal, millis(() -> logIn(side.process().stranger())));
      }
    }
  }

  private static void logIn(AdminClient client) {
    client.tryLogIn("admin", ClavigerProcess.ADMIN_PASSWORD).expect(200);
  }

  private static void derive() {
    try {
      SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(
              new PBEKeySpec("a passphrase".toCharArray(), new byte[16], ITERATIONS, 256));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }
}
