package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.application.credential.LogIn;
import io.claviger.domain.access.Role;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A login says nothing about which users there are: not by its answer, not by its cost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePbkdf2PerLoginTest {
  private static final String PASSWORD = "correct staple of the house";
  private static final int CHEAPER = 100_000;

  private CredentialHouse house;

  @BeforeAll
  void open(@TempDir Path directory) {
    house = new CredentialHouse(directory);
    house.addUser("known", PASSWORD, PasswordHash.PASSWORD_ITERATIONS, Optional.empty());
    house.addUser(
        "expired", PASSWORD, PasswordHash.PASSWORD_ITERATIONS, Optional.of(CredentialHouse.NOW));
    house.addUser("old", PASSWORD, CHEAPER, Optional.empty());
    house.addUser("old and expired", PASSWORD, CHEAPER, Optional.of(CredentialHouse.NOW));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void aKnownUserWithTheRightPasswordCostsOne() {
    house.spent();

    LogIn.Verified verified = attempt("known", PASSWORD);

    assertEquals(List.of(PasswordHash.PASSWORD_ITERATIONS), house.spent());
    assertEquals(Role.SUPER_ADMIN, verified.user().role());
  }

  @Test
  void everyFailedLoginCostsTheSameOneAndSaysTheSame() {
    List<String> messages = new ArrayList<>();
    for (String[] wrong :
        new String[][] {
          {"known", "another staple of the house"},
          {"nobody", PASSWORD},
          {"nobody", ""},
          {"expired", PASSWORD},
          {"known", ""}
        }) {
      house.spent();

      messages.add(refusal(wrong[0], wrong[1]));

      assertEquals(List.of(PasswordHash.PASSWORD_ITERATIONS), house.spent(), wrong[0]);
    }
    assertEquals(1, messages.stream().distinct().count(), messages.toString());
  }

  @Test
  void aFailedLoginOfAUserWithAnOldCheaperHashCostsAsMuchAsEveryOther() {
    for (String[] wrong :
        new String[][] {{"old", "another staple of the house"}, {"old and expired", PASSWORD}}) {
      house.spent();

      refusal(wrong[0], wrong[1]);

      List<Integer> spent = house.spent();
      assertEquals(CHEAPER, spent.getFirst());
      assertEquals(
          PasswordHash.PASSWORD_ITERATIONS, spent.stream().mapToInt(Integer::intValue).sum());
    }
  }

  private String refusal(String name, String text) {
    RefusedException refused = assertThrows(RefusedException.class, () -> attempt(name, text));
    assertInstanceOf(Refusal.Unauthenticated.class, refused.refusal());
    return refused.refusal().message();
  }

  private LogIn.Verified attempt(String name, String text) {
    try (Secret password = Secret.ofText(text)) {
      return house.logIn.prepare(new LogIn.Attempt(CredentialHouse.stranger(), name, password));
    }
  }
}
