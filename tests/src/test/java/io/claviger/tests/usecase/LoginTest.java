package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.credential.ChangePassword;
import io.claviger.application.credential.LogIn;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.domain.access.Action;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a login leaves, and what it must not win. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
  private static final String PASSWORD = "correct staple of the house";
  private static final String OTHER = "another staple of the house";

  private CredentialHouse house;

  @BeforeAll
  void open(@TempDir Path directory) {
    house = new CredentialHouse(directory);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void aLoginBringsAnOldCheaperHashUpToTodaysCost() {
    User old = house.addUser("old", PASSWORD, 1_000, Optional.empty());
    house.spent();

    house.logIn("old", PASSWORD);

    assertEquals(List.of(1_000, PasswordHash.PASSWORD_ITERATIONS), house.spent());
    PasswordHash upgraded = house.stored(old).password();
    assertEquals(PasswordHash.PASSWORD_ITERATIONS, upgraded.iterations());

    house.logIn("old", PASSWORD);

    assertEquals(List.of(PasswordHash.PASSWORD_ITERATIONS), house.spent());
    assertEquals(upgraded, house.stored(old).password());
  }

  @Test
  void aFailedLoginLeavesAnOldHashAsItIs() {
    User old = house.addUser("kept", PASSWORD, 1_000, Optional.empty());

    assertThrows(RefusedException.class, () -> house.logIn("kept", OTHER));

    assertEquals(old, house.stored(old));
  }

  @Test
  void aLoginIsAuditedWithItsUser() {
    User user = house.addUser("audited", PASSWORD, 1_000, Optional.empty());

    house.logIn("audited", PASSWORD);

    AuditSummary entry = house.entries(Action.LOG_IN).getFirst();
    assertEquals("user:" + user.id(), entry.actor());
    assertEquals("users/" + user.id(), entry.resource());
  }

  @Test
  void anOldPasswordDoesNotOvertakeItsChange() throws Exception {
    User user = house.addUser("raced", PASSWORD, 1_000, Optional.empty());
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> change = threads.submit(() -> change(user, changed, commit));
      assertTrue(changed.await(30, TimeUnit.SECONDS));
      CountDownLatch verified = new CountDownLatch(1);
      Future<LogIn.LoggedIn> login = threads.submit(() -> logInOnceVerified(verified));
      assertTrue(verified.await(60, TimeUnit.SECONDS));
      // A login that does not wait for the change ends before it.
      assertThrows(TimeoutException.class, () -> login.get(2, TimeUnit.SECONDS));
      commit.countDown();

      assertTrue(change.get());
      ExecutionException lost = assertThrows(ExecutionException.class, login::get);
      RefusedException refused = assertInstanceOf(RefusedException.class, lost.getCause());
      assertInstanceOf(Refusal.Unauthenticated.class, refused.refusal());
    }
    assertNotEquals(user.password(), house.stored(user).password());
  }

  /** Tells when the old password was found right, and the transaction begins. */
  private LogIn.LoggedIn logInOnceVerified(CountDownLatch verified) {
    try (Secret password = Secret.ofText(PASSWORD)) {
      return house.gate.run(
          new Told<>(house.logIn, verified),
          new LogIn.Attempt(CredentialHouse.stranger(), "raced", password));
    }
  }

  private boolean change(User user, CountDownLatch changed, CountDownLatch commit) {
    try (Secret old = Secret.ofText(PASSWORD);
        Secret fresh = Secret.ofText(OTHER)) {
      return house.gate.run(
          new Held<>(house.changePassword, changed, commit),
          new ChangePassword.Wish(CredentialHouse.person(user), old, fresh, Optional.empty()));
    }
  }

  /** Does what another does, and tells when it begins to. */
  private record Told<C extends Command, P, R>(UseCase<C, P, R> real, CountDownLatch begun)
      implements UseCase<C, P, R> {
    @Override
    public Action action(C command) {
      return real.action(command);
    }

    @Override
    public P prepare(C command) {
      return real.prepare(command);
    }

    @Override
    public Done<R> execute(C command, P prepared, Permit permit) {
      begun.countDown();
      return real.execute(command, prepared, permit);
    }
  }

  /** Does what another does, and commits when it is told to. */
  private record Held<C extends Command, P, R>(
      UseCase<C, P, R> real, CountDownLatch done, CountDownLatch commit)
      implements UseCase<C, P, R> {
    @Override
    public Action action(C command) {
      return real.action(command);
    }

    @Override
    public P prepare(C command) {
      return real.prepare(command);
    }

    @Override
    public Done<R> execute(C command, P prepared, Permit permit) {
      Done<R> result = real.execute(command, prepared, permit);
      done.countDown();
      try {
        assertTrue(commit.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return result;
    }
  }
}
