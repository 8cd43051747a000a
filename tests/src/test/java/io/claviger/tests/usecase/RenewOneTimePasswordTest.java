package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.credential.ChangePassword;
import io.claviger.application.gate.Caller;
import io.claviger.application.start.RenewOneTimePassword;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.Role;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another one-time password where the first expired unused, and nowhere else. */
class RenewOneTimePasswordTest {
  private static final String FIRST = "the one that nobody used";
  private static final Caller START = new Caller(new Actor.Program("start"), "localhost", "start");

  @TempDir private Path directory;
  private CredentialHouse house;

  /** Of today, as it is for who logs in. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final List<String> shown = new ArrayList<>();

  @BeforeEach
  void open() {
    house = new CredentialHouse(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private User administrator(Optional<Instant> passwordExpiresAt) {
    return house.addUser("admin", FIRST, 1_000, passwordExpiresAt);
  }

  private RenewOneTimePassword renewal() {
    return house.renewal(() -> now);
  }

  private boolean isDue() {
    return house.inTransaction(renewal()::isDue);
  }

  private boolean isWaiting() {
    return house.inTransaction(renewal()::isWaiting);
  }

  private void renew(Consumer<Secret> show) {
    house.gate.run(renewal(), new RenewOneTimePassword.Renewal(START, show));
  }

  private void show(Secret password) {
    try (password) {
      shown.add(password.revealText());
    }
  }

  private void assertNothingIsRenewed(User user) {
    assertFalse(isDue());
    RefusedException refused = assertThrows(RefusedException.class, () -> renew(this::show));
    assertInstanceOf(Refusal.Conflict.class, refused.refusal());
    assertEquals(user, house.stored(user));
  }

  @Test
  void anExpiredOneIsReplacedByAnotherForADayWhichMayOnlyBeChanged() {
    User before = administrator(Optional.of(now));
    assertTrue(isDue());

    renew(this::show);

    assertThrows(RefusedException.class, () -> house.logIn("admin", FIRST));
    User in = house.logIn("admin", shown.getFirst()).user();
    assertEquals(before.id(), in.id());
    assertEquals(Role.PASSWORD_CHANGE, in.effectiveRole());
    Instant end = in.passwordExpiresAt().orElseThrow();
    assertEquals(now.plus(Duration.ofHours(24)).toEpochMilli(), end.toEpochMilli());
    assertFalse(isDue(), "until that has expired, too");
  }

  @Test
  void itIsWrittenIntoTheAuditLogAndThePasswordIsNot() {
    User user = administrator(Optional.of(now));

    renew(this::show);

    List<AuditSummary> entries = house.entries(Action.RENEW_ONE_TIME_PASSWORD);
    assertEquals(1, entries.size());
    assertTrue(entries.toString().contains("users/" + user.id()), entries.toString());
    assertFalse(entries.toString().contains(shown.getFirst()));
  }

  @Test
  void eachIsAnother() {
    administrator(Optional.of(now));
    renew(this::show);

    house.gate.run(
        house.renewal(() -> now.plus(Duration.ofHours(24))),
        new RenewOneTimePassword.Renewal(START, this::show));

    assertEquals(2, shown.stream().distinct().count());
  }

  @Test
  void oneThatHasNotExpiredStays() {
    assertNothingIsRenewed(administrator(Optional.of(now.plusMillis(1))));
  }

  @Test
  void aPasswordThatWasChangedStays() {
    assertNothingIsRenewed(administrator(Optional.empty()));
  }

  @Test
  void aOneTimePasswordWaitsUntilItIsChangedAlthoughItHasExpired() {
    User user = administrator(Optional.of(now));
    assertTrue(isWaiting());
    renew(this::show);
    assertTrue(isWaiting());

    try (Secret old = Secret.ofText(shown.getFirst());
        Secret lasting = Secret.ofText("correct staple of the house")) {
      house.gate.run(
          house.changePassword,
          new ChangePassword.Wish(CredentialHouse.person(user), old, lasting, Optional.empty()));
    }

    assertFalse(isWaiting());
  }

  @Test
  void anotherUsersOneTimePasswordStays() {
    assertNothingIsRenewed(house.addUser("somebody", FIRST, 1_000, Optional.of(now)));
  }

  /** Two processes that start at once: the second one's password is nobody's. */
  @Test
  void ofTwoAtOnceTheFirstCounts() {
    administrator(Optional.of(now));

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                renew(
                    password -> {
                      show(password);
                      renew(this::show);
                    }));

    assertInstanceOf(Refusal.Conflict.class, refused.refusal());
    assertThrows(RefusedException.class, () -> house.logIn("admin", shown.get(0)));
    house.logIn("admin", shown.get(1)).sessionId().close();
  }

  @Test
  void aPasswordThatCouldNotBeShownIsNotStored() {
    User user = administrator(Optional.of(now));

    assertThrows(
        IllegalStateException.class,
        () ->
            renew(
                password -> {
                  password.close();
                  throw new IllegalStateException("no console");
                }));

    assertEquals(user, house.stored(user));
    assertTrue(isDue(), "so that the next start shows one");
  }

  @Test
  void anAdministratorWhoseRowWasChangedFromOutsideKeepsNobodyFromStarting() throws SQLException {
    administrator(Optional.empty());
    TestDatabase.h2(directory).execute("update app_user set password_expires_at = 1");

    assertFalse(isDue());
    assertTrue(isWaiting(), "nobody knows");
    RefusedException refused = assertThrows(RefusedException.class, () -> renew(this::show));
    assertInstanceOf(Refusal.Damaged.class, refused.refusal());
  }
}
