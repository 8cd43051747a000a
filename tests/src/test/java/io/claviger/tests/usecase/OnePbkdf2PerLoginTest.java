package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.Pbkdf2Hasher;
import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.credential.LogIn;
import io.claviger.application.credential.UserNames;
import io.claviger.application.gate.Caller;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.PasswordHasher;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.Role;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.OpenedInstallation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A login says nothing about which users there are: not by its answer, not by its cost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePbkdf2PerLoginTest {
  private static final String PASSWORD = "correct staple of the house";
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  private final SecureRandom random = new SecureRandom();
  private Pbkdf2Hasher hasher;
  private Counting counting;
  private OpenedInstallation opened;
  private LogIn logIn;

  /** The real one, and the iterations of each PBKDF2 that was asked of it. */
  private record Counting(PasswordHasher real, List<Integer> iterations) implements PasswordHasher {
    @Override
    public PasswordHash hash(Secret secret, int cost, String source) {
      iterations.add(cost);
      return real.hash(secret, cost, source);
    }

    @Override
    public boolean verify(Secret secret, PasswordHash hash, String source) {
      iterations.add(hash.iterations());
      return real.verify(secret, hash, source);
    }
  }

  @BeforeAll
  void open(@TempDir Path directory) {
    hasher = new Pbkdf2Hasher(random);
    counting = new Counting(hasher, new ArrayList<>());
    opened = OpenedInstallation.empty(directory);
    HibernateUnitOfWork unitOfWork = opened.unitOfWork();
    UserNames names = new UserNames(opened.sealing(), new HmacPrf());
    HibernateUsers users = new HibernateUsers(unitOfWork);
    PasswordHash hash;
    try (Secret password = Secret.ofText(PASSWORD)) {
      hash = hasher.hash(password, PasswordHash.PASSWORD_ITERATIONS, "test");
    }
    unitOfWork.inTransaction(
        () -> {
          createNameKey();
          users.save(user(names, "known", hash, Optional.empty()));
          users.save(user(names, "expired", hash, Optional.of(NOW)));
          return true;
        });
    logIn =
        new LogIn(
            unitOfWork,
            users,
            names,
            new HibernateSessions(unitOfWork),
            counting,
            random,
            Clock.systemUTC());
  }

  private void createNameKey() {
    opened.sealing().createScope(Scope.SYSTEM);
    byte[] key = new byte[32];
    random.nextBytes(key);
    try (Secret secret = Secret.of(key)) {
      opened.sealing().store(Scope.SYSTEM, SystemSecret.USER_NAME_KEY.id(), secret);
    }
  }

  private static User user(
      UserNames names, String name, PasswordHash hash, Optional<Instant> passwordExpiresAt) {
    return new User(
        new UserId(UUID.randomUUID()),
        names.hash(name),
        hash,
        passwordExpiresAt,
        Role.SUPER_ADMIN,
        NOW);
  }

  @AfterAll
  void close() {
    opened.close();
    hasher.close();
  }

  @Test
  void aKnownUserWithTheRightPasswordCostsOne() {
    counting.iterations().clear();

    LogIn.Verified verified = attempt("known", PASSWORD);

    assertEquals(List.of(PasswordHash.PASSWORD_ITERATIONS), counting.iterations());
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
      counting.iterations().clear();

      RefusedException refused =
          assertThrows(RefusedException.class, () -> attempt(wrong[0], wrong[1]));

      assertEquals(List.of(PasswordHash.PASSWORD_ITERATIONS), counting.iterations(), wrong[0]);
      assertInstanceOf(Refusal.Unauthenticated.class, refused.refusal());
      messages.add(refused.refusal().message());
    }
    assertEquals(1, messages.stream().distinct().count(), messages.toString());
  }

  private LogIn.Verified attempt(String name, String text) {
    Caller stranger = new Caller(new Actor.Unknown(), "192.0.2.1", "test");
    try (Secret password = Secret.ofText(text)) {
      return logIn.prepare(new LogIn.Attempt(stranger, name, password));
    }
  }
}
