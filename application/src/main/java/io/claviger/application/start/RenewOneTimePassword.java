package io.claviger.application.start;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.credential.UserNames;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.Users;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Gives the administrator another one-time password where the first expired before it was changed.
 * Only a start does this: who can start the program sees its console.
 */
public final class RenewOneTimePassword
    implements UseCase<RenewOneTimePassword.Renewal, PasswordHash, UserId> {
  private final Users users;
  private final UserNames userNames;
  private final PasswordHasher hasher;
  private final RandomGenerator random;
  private final InstantSource clock;

  public RenewOneTimePassword(
      Users users,
      UserNames userNames,
      PasswordHasher hasher,
      RandomGenerator random,
      InstantSource clock) {
    this.users = users;
    this.userNames = userNames;
    this.hasher = hasher;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param show is given the password and closes it, before it is stored
   */
  public record Renewal(Caller caller, Consumer<Secret> show) implements Command {}

  /**
   * Whether there is an expired one; inside a transaction. A row that was changed from outside
   * authenticates nobody, and must not keep the program from starting.
   */
  public boolean isDue() {
    return unlessDamaged(() -> expired(clock.instant()).isPresent(), false);
  }

  /**
   * Whether the administrator has a one-time password still, good or expired; inside a transaction.
   * While the row is damaged nobody knows, and it counts as one.
   */
  public boolean isWaiting() {
    return unlessDamaged(
        () -> administrator().filter(user -> user.passwordExpiresAt().isPresent()).isPresent(),
        true);
  }

  private static boolean unlessDamaged(BooleanSupplier question, boolean damaged) {
    try {
      return question.getAsBoolean();
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Damaged) {
        return damaged;
      }
      throw e;
    }
  }

  @Override
  public Action action(Renewal renewal) {
    return Action.RENEW_ONE_TIME_PASSWORD;
  }

  @Override
  public PasswordHash prepare(Renewal renewal) {
    Secret password = OneTimePassword.make(random);
    PasswordHash hash =
        hasher.hash(password, PasswordHash.PASSWORD_ITERATIONS, renewal.caller().source());
    renewal.show().accept(password);
    return hash;
  }

  @Override
  public Done<UserId> execute(Renewal renewal, PasswordHash hash, Permit permit) {
    Instant now = clock.instant();
    User user =
        expired(now).orElseThrow(() -> conflict("there is no expired one-time password any more"));
    permit.require(Arn.user(user.id().toString()));
    users.save(user.withOneTimePassword(hash, now.plus(OneTimePassword.LIFE)));
    return Done.of(user.id(), 200).on("users/" + user.id());
  }

  private Optional<User> expired(Instant now) {
    return administrator().filter(user -> user.passwordExpiredAt(now));
  }

  private Optional<User> administrator() {
    return users.findByNameHash(userNames.hash(CreateInstallation.ADMINISTRATOR));
  }
}
