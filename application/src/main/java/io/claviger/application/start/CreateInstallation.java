package io.claviger.application.start;

import io.claviger.application.credential.UserNames;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.gateway.GroupSecrets;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Installation;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.Users;
import io.claviger.application.start.CreateInstallation.Install;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.access.Role;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.PasswordPolicy;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.shared.RandomUuid;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes what every installation has: its identity, the root key, the system's keyring and secrets,
 * the two authorities, the group {@code default}, and the first administrator. All in one
 * transaction, once. A start that is cut short anywhere is made good by the next one.
 */
public final class CreateInstallation implements UseCase<Install, PasswordHash, UUID> {
  static final String ADMINISTRATOR = "admin";
  private static final int KEY_BYTES = 32;

  private final RowIntegrity rows;
  private final Installation installation;
  private final RootKey rootKey;
  private final Sealing sealing;
  private final Authorities authorities;
  private final GroupSecrets groupSecrets;
  private final GatewayGroups groups;
  private final Users users;
  private final UserNames userNames;
  private final PasswordHasher hasher;
  private final RandomGenerator random;
  private final InstantSource clock;

  public CreateInstallation(
      RowIntegrity rows,
      Installation installation,
      RootKey rootKey,
      Sealing sealing,
      Authorities authorities,
      GroupSecrets groupSecrets,
      GatewayGroups groups,
      Users users,
      UserNames userNames,
      PasswordHasher hasher,
      RandomGenerator random,
      InstantSource clock) {
    this.rows = rows;
    this.installation = installation;
    this.rootKey = rootKey;
    this.sealing = sealing;
    this.authorities = authorities;
    this.groupSecrets = groupSecrets;
    this.groups = groups;
    this.users = users;
    this.userNames = userNames;
    this.hasher = hasher;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param custody who is to have the root key; the seal is at hand
   * @param record what the audit log keeps of the custody
   * @param password a lasting one for the administrator; without it a one-time one is made
   * @param show is given the one-time password and closes it. That is before anything is stored: a
   *     crash may leave a password of nobody, but never an administrator whose password nobody saw
   */
  public record Install(
      Caller caller,
      Custody custody,
      String record,
      Optional<Secret> password,
      Consumer<Secret> show)
      implements Command {
    public Install {
      password.ifPresent(PasswordPolicy::check);
    }
  }

  @Override
  public Action action(Install install) {
    return Action.CREATE_INSTALLATION;
  }

  @Override
  public PasswordHash prepare(Install install) {
    Secret password = install.password().orElseGet(() -> OneTimePassword.make(random));
    PasswordHash hash =
        hasher.hash(password, PasswordHash.PASSWORD_ITERATIONS, install.caller().source());
    if (install.password().isEmpty()) {
      install.show().accept(password);
    }
    return hash;
  }

  /** The identity of the installation. */
  @Override
  public Done<UUID> execute(Install install, PasswordHash hash, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    UUID id = RandomUuid.of(random);
    try (Secret rowKey = randomKey()) {
      // Before the first row is written, and stored by the same transaction: a start that is cut
      // short leaves neither the key nor a row under it.
      rows.begin(rowKey);
      installation.create(id);
      rootKey.create(install.custody());
      createSystem(rowKey);
    }
    createDefaultGroup();
    createAdministrator(hash, install.password().isEmpty());
    return Done.of(id, 201).on("installation/" + id).with(install.record());
  }

  private void createSystem(Secret rowKey) {
    sealing.createScope(Scope.SYSTEM);
    sealing.store(Scope.SYSTEM, SystemSecret.ROW_KEY.id(), rowKey);
    for (SystemSecret key :
        new SystemSecret[] {
          SystemSecret.USER_NAME_KEY, SystemSecret.TOKEN_TAG_KEY, SystemSecret.SIGNING_KEY
        }) {
      try (Secret secret = randomKey()) {
        sealing.store(Scope.SYSTEM, key.id(), secret);
      }
    }
    authorities.create(Authorities.Role.SERVER);
    authorities.create(Authorities.Role.DATA_PLANE);
  }

  private Secret randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Secret.of(bytes);
  }

  private void createDefaultGroup() {
    Scope scope = Scope.of(RandomUuid.of(random));
    Instant now = clock.instant();
    groups.save(
        new GatewayGroup(
            scope,
            GroupId.DEFAULT,
            new GatewayGroup.Profile(
                "default", "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
            Revision.NONE,
            Revision.NONE,
            now,
            now));
    groupSecrets.create(scope);
  }

  private void createAdministrator(PasswordHash hash, boolean oneTime) {
    UserId id = new UserId(RandomUuid.of(random));
    Instant now = clock.instant();
    users.save(
        new User(
            id,
            userNames.hash(ADMINISTRATOR),
            hash,
            oneTime ? Optional.of(now.plus(OneTimePassword.LIFE)) : Optional.empty(),
            Role.SUPER_ADMIN,
            now));
    userNames.store(id, ADMINISTRATOR);
  }
}
