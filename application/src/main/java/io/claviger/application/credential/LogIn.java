package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.credential.LogIn.Attempt;
import io.claviger.application.credential.LogIn.Verified;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.Sessions;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.Users;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens a session for a name and a password. Each attempt that fails costs the same, one PBKDF2 of
 * today's iterations, whether or not the user exists, and its refusal says no more than that the
 * two do not belong together. An attempt that succeeds brings an older, cheaper hash up to today's
 * cost.
 */
public final class LogIn implements UseCase<Attempt, Verified, LogIn.LoggedIn> {
  private final UnitOfWork unitOfWork;
  private final Users users;
  private final UserNames names;
  private final Sessions sessions;
  private final PasswordHasher hasher;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final PasswordHash nobody;

  public LogIn(
      UnitOfWork unitOfWork,
      Users users,
      UserNames names,
      Sessions sessions,
      PasswordHasher hasher,
      RandomGenerator random,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.users = users;
    this.names = names;
    this.sessions = sessions;
    this.hasher = hasher;
    this.random = random;
    this.clock = clock;
    this.nobody = randomHash(random);
  }

  public record Attempt(Caller caller, String name, Secret password) implements Command {}

  /**
   * @param sessionId goes into the cookie; the caller closes it
   */
  public record LoggedIn(User user, Secret sessionId) {}

  /**
   * A user whose password was right.
   *
   * @param upgraded the same password at today's cost, where the stored hash is cheaper
   */
  public record Verified(User user, Optional<PasswordHash> upgraded) {}

  @Override
  public Action action(Attempt attempt) {
    return Action.LOG_IN;
  }

  @Override
  public Verified prepare(Attempt attempt) {
    Optional<User> user = find(attempt.name());
    PasswordHash hash = user.map(User::password).orElse(nobody);
    boolean right = hasher.verify(attempt.password(), hash, attempt.caller().source());
    Optional<User> admitted =
        user.filter(known -> right).filter(known -> !known.passwordExpiredAt(clock.instant()));
    if (admitted.isEmpty()) {
      spendTheRest(attempt, hash);
      throw wrong();
    }
    return new Verified(admitted.get(), upgraded(attempt, hash));
  }

  /** A row that was damaged raises its alarm, and a stranger is told nothing of it. */
  private Optional<User> find(String name) {
    try {
      return unitOfWork.inTransaction(() -> users.findByNameHash(names.hash(name)));
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Damaged) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** So that how long a refusal takes does not tell of a user with an older hash. */
  private void spendTheRest(Attempt attempt, PasswordHash spent) {
    int rest = PasswordHash.PASSWORD_ITERATIONS - spent.iterations();
    if (rest > 0) {
      PasswordHash remainder = new PasswordHash(rest, nobody.salt(), nobody.hash());
      boolean never = hasher.verify(attempt.password(), remainder, attempt.caller().source());
      assert !never : "a random hash is that of no password";
    }
  }

  private Optional<PasswordHash> upgraded(Attempt attempt, PasswordHash stored) {
    return stored.iterations() < PasswordHash.PASSWORD_ITERATIONS
        ? Optional.of(
            hasher.hash(
                attempt.password(), PasswordHash.PASSWORD_ITERATIONS, attempt.caller().source()))
        : Optional.empty();
  }

  private static RefusedException wrong() {
    return unauthenticated("wrong username or password");
  }

  @Override
  public Done<LoggedIn> execute(Attempt attempt, Verified verified, Permit permit) {
    // A password that was changed while this one was verified opens nothing any more; one that is
    // being changed holds the row.
    User user =
        users
            .lock(verified.user().id())
            .filter(now -> now.password().equals(verified.user().password()))
            .orElseThrow(LogIn::wrong);
    permit.require(Arn.user(user.id().toString()));
    Instant now = clock.instant();
    Secret id = SessionIds.make(random);
    sessions.save(new Session(SessionIds.hash(id), user.id(), now, now));
    verified.upgraded().ifPresent(hash -> users.save(user.withUpgradedHash(hash)));
    Actor person =
        new Actor.Person(user.id().toString(), "password", user.effectiveRole().policy());
    return Done.of(new LoggedIn(user, id), 200).on("users/" + user.id()).by(person);
  }

  /** Of no password, at the cost of every other. */
  private static PasswordHash randomHash(RandomGenerator random) {
    byte[] salt = new byte[PasswordHash.SALT_BYTES];
    byte[] hash = new byte[PasswordHash.HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new PasswordHash(PasswordHash.PASSWORD_ITERATIONS, salt, hash);
  }
}
