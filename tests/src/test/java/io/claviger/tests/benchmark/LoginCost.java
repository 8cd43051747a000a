package io.claviger.tests.benchmark;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A login beside a bare PBKDF2, and the refusal of a known name beside that of an unknown one. Over
 * one connection, once both sides are compiled.
 */
final class LoginCost {
  private static final int WARM_UP = 5;
  private static final int LOGINS = 60;
  private static final int ITERATIONS = 600_000;
  private static final String LOGIN = "L1 login, ms";
  private static final String LOGIN_GOAL = "≤ 1.1 of a bare PBKDF2";
  private static final String REFUSAL = "L1 refusal of a known user, ms";
  private static final String REFUSAL_GOAL = "0.97 to 1.03 of an unknown one";

  private final Trial trial;
  private final AdminClient client;

  private LoginCost(Trial trial, AdminClient client) {
    this.trial = trial;
    this.client = client;
  }

  static void measure(Trial trial) {
    try (ClavigerSide side = ClavigerSide.onPostgres(trial.home())) {
      LoginCost cost = new LoginCost(trial, side.process().stranger());
      for (int i = 0; i < WARM_UP; i++) {
        derive();
        cost.logIn();
        cost.refused("admin");
        cost.refused("nobody");
      }
      for (int i = 0; i < LOGINS; i++) {
        cost.compare(i);
      }
    }
  }

  private void compare(int round) {
    trial.compare(LOGIN, LOGIN_GOAL, "PBKDF2", millis(LoginCost::derive));
    trial.report(LOGIN, LOGIN_GOAL, millis(this::logIn));
    // In turns, so that it counts for neither which of them comes first.
    if (round % 2 == 0) {
      known();
      unknown();
    } else {
      unknown();
      known();
    }
  }

  private void known() {
    trial.report(REFUSAL, REFUSAL_GOAL, millis(() -> refused("admin")));
  }

  private void unknown() {
    trial.compare(REFUSAL, REFUSAL_GOAL, "unknown", millis(() -> refused("nobody")));
  }

  private void logIn() {
    client.tryLogIn("admin", ClavigerProcess.ADMIN_PASSWORD).expect(200);
  }

  private void refused(String name) {
    client.tryLogIn(name, "not the passphrase of anybody").expect(401);
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
