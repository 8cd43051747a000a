package io.claviger.tests.usecase;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.Pbkdf2Hasher;
import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.application.credential.Authentication;
import io.claviger.application.credential.ChangePassword;
import io.claviger.application.credential.LogIn;
import io.claviger.application.credential.TokenTags;
import io.claviger.application.credential.UserNames;
import io.claviger.application.credential.VerifiedTokens;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.AuditLog;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.start.RenewOneTimePassword;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.Role;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.OpenedInstallation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The use cases of passwords on an embedded database, and a hasher that counts. */
final class CredentialHouse implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  final Gate gate;
  final LogIn logIn;
  final ChangePassword changePassword;
  private final SecureRandom random = new SecureRandom();
  private final Pbkdf2Hasher hasher = new Pbkdf2Hasher(random);
  private final List<Integer> iterations = new ArrayList<>();
  private final OpenedInstallation opened;
  private final HibernateUnitOfWork unitOfWork;
  private final HibernateUsers users;
  private final UserNames names;
  private final HibernateSessions sessions;
  private final AuditLog log;

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

  CredentialHouse(Path directory) {
    opened = OpenedInstallation.empty(directory);
    unitOfWork = opened.unitOfWork();
    users = new HibernateUsers(unitOfWork);
    names = new UserNames(opened.sealing(), new HmacPrf());
    log = new HibernateAuditLog(unitOfWork);
    Counting counting = new Counting(hasher, iterations);
    sessions = new HibernateSessions(unitOfWork);
    logIn = new LogIn(unitOfWork, users, names, sessions, counting, random, Clock.systemUTC());
    changePassword = new ChangePassword(unitOfWork, users, sessions, counting);
    gate =
        new Gate(
            unitOfWork, new AuditTrail(unitOfWork, log, random, Clock.systemUTC()), scope -> {});
    unitOfWork.inTransaction(
        () -> {
          createNameKey();
          return true;
        });
  }

  private void createNameKey() {
    opened.sealing().createScope(Scope.SYSTEM);
    byte[] key = new byte[32];
    random.nextBytes(key);
    try (Secret secret = Secret.of(key)) {
      opened.sealing().store(Scope.SYSTEM, SystemSecret.USER_NAME_KEY.id(), secret);
    }
  }

  /**
   * @param cost the iterations of the stored hash
   */
  User addUser(String name, String password, int cost, Optional<Instant> passwordExpiresAt) {
    PasswordHash hash;
    try (Secret secret = Secret.ofText(password)) {
      hash = hasher.hash(secret, cost, "test");
    }
    return unitOfWork.inTransaction(
        () -> {
          User user =
              new User(
                  new UserId(UUID.randomUUID()),
                  names.hash(name),
                  hash,
                  passwordExpiresAt,
                  Role.SUPER_ADMIN,
                  NOW);
          users.save(user);
          return user;
        });
  }

  RenewOneTimePassword renewal(InstantSource clock) {
    return new RenewOneTimePassword(users, names, hasher, random, clock);
  }

  <T> T inTransaction(Supplier<T> work) {
    return unitOfWork.inTransaction(work);
  }

  static Caller stranger() {
    return new Caller(new Actor.Unknown(), "192.0.2.1", "test");
  }

  static Caller person(User user) {
    return new Caller(
        new Actor.Person(user.id().toString(), "session", user.effectiveRole().policy()),
        "192.0.2.1",
        "test");
  }

  LogIn.LoggedIn logIn(String name, String text) {
    try (Secret password = Secret.ofText(text)) {
      return gate.run(logIn, new LogIn.Attempt(stranger(), name, password));
    }
  }

  /** Who asks, at any moment. */
  Authentication authentication(InstantSource clock) {
    HmacPrf prf = new HmacPrf();
    return new Authentication(
        unitOfWork,
        users,
        new HibernateAccessTokens(unitOfWork),
        sessions,
        new TokenTags(unitOfWork, opened.sealing(), prf),
        hasher,
        new VerifiedTokens(prf, random, clock),
        clock);
  }

  /** The costs of the PBKDF2s since this was asked last. */
  List<Integer> spent() {
    List<Integer> spent = List.copyOf(iterations);
    iterations.clear();
    return spent;
  }

  User stored(User user) {
    return unitOfWork.inTransaction(() -> users.find(user.id())).orElseThrow();
  }

  List<AuditSummary> entries(Action action) {
    AuditLog.Filter filter =
        new AuditLog.Filter(
            Optional.of(action.name()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return unitOfWork.inTransaction(() -> log.search(filter, 1, 100)).entries();
  }

  @Override
  public void close() {
    opened.close();
    hasher.close();
  }
}
