package io.claviger.tests.usecase;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileShredKeys;
import io.claviger.adapters.crypto.x509.Ed25519Signatures;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernateReencryptions;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Aead;
import io.claviger.application.port.AuditLog;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Telemetry;
import io.claviger.application.rotation.AgeLimit;
import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.GetReencryption;
import io.claviger.application.rotation.KeyringOwner;
import io.claviger.application.rotation.KeyringOwners;
import io.claviger.application.rotation.ReencryptKeyring;
import io.claviger.application.rotation.ReencryptionRequests;
import io.claviger.application.rotation.Reencryptor;
import io.claviger.application.rotation.RotateKeyring;
import io.claviger.application.rotation.SigningKey;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.RootKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The use cases of keyrings over a {@link ResourceHouse}, whose group {@code blue} is rotated. */
final class RotationHouse implements AutoCloseable {
  static final KeyringOwner GROUP = new KeyringOwner.Group(ResourceHouse.GROUP);
  static final KeyringOwner SYSTEM = new KeyringOwner.OfSystem();
  private static final int MOST_BATCHES = 20;

  final ResourceHouse house;
  final HibernateKeyrings keyrings;
  final SigningKey signingKey;
  private final Path directory;
  private final SecureRandom random = new SecureRandom();
  private final HibernateReencryptions reencryptions;
  private final KeyringOwners owners;
  private final HibernateAuditLog log;
  private Instant now = ResourceHouse.NOW;
  private final InstantSource clock = () -> now;
  final ReencryptionRequests requests;

  RotationHouse(Path directory) {
    this.directory = directory;
    house = new ResourceHouse(directory);
    keyrings = new HibernateKeyrings(house.unitOfWork);
    reencryptions = new HibernateReencryptions(house.unitOfWork);
    log = new HibernateAuditLog(house.unitOfWork);
    owners = new KeyringOwners(house.groups, keyrings);
    requests = new ReencryptionRequests(reencryptions, keyrings, house.sealedValues, clock);
    signingKey = new SigningKey(house.sealing, new Ed25519Signatures());
    in(
        () -> {
          house.sealing.createScope(Scope.SYSTEM);
          try (Secret key = Secret.of(new byte[32])) {
            house.sealing.store(Scope.SYSTEM, SystemSecret.SIGNING_KEY.id(), key);
          }
          return true;
        });
  }

  /** What a process has in memory: its own copy of the keyrings. */
  record Memory(KeyringStore store, Sealing sealing) {}

  /** Another process on the same database and keys. */
  Memory otherProcess(Aead aead) {
    return otherProcess(aead, rootKey(), keyrings);
  }

  /** One that sees what is stored so. */
  Memory otherProcess(Keyrings seen) {
    return otherProcess(new XaesGcmAead(random), rootKey(), seen);
  }

  private RootKey rootKey() {
    return RootKeys.open(house.unitOfWork, directory.resolve("keys"));
  }

  private Memory otherProcess(Aead aead, RootKey rootKey, Keyrings seen) {
    HmacPrf prf = new HmacPrf();
    Path keys = directory.resolve("keys");
    KeyringStore store =
        new KeyringStore(
            seen,
            new FileShredKeys(keys.resolve("shred"), random),
            rootKey,
            aead,
            prf,
            house.alarms,
            random,
            clock);
    return new Memory(
        store,
        new Sealing(store, house.sealedValues, aead, prf, random, house.alarms, Telemetry.NONE));
  }

  /** One that has the root key of another seal. */
  Memory otherProcess(RootKey rootKey) {
    return otherProcess(new XaesGcmAead(random), rootKey, keyrings);
  }

  Memory otherProcess() {
    return otherProcess(new XaesGcmAead(random));
  }

  <T> T in(Supplier<T> transaction) {
    return house.unitOfWork.inTransaction(transaction);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Inside a transaction. */
  Scope scope() {
    return house.groups.find(ResourceHouse.GROUP).orElseThrow().scope();
  }

  private RotateKeyring rotation() {
    return new RotateKeyring(owners, keyrings, otherProcess().store(), requests);
  }

  KeyId rotate(KeyringOwner owner, boolean reencrypt) {
    return rotate(owner, reencrypt, Optional.empty());
  }

  KeyId rotateUnlessMadeSince(KeyringOwner owner, Instant since) {
    return rotate(owner, true, Optional.of(since));
  }

  private KeyId rotate(KeyringOwner owner, boolean reencrypt, Optional<Instant> since) {
    return house
        .gate
        .run(
            rotation(),
            new RotateKeyring.Rotate(
                ResourceHouse.caller(ResourceHouse.ALL), owner, reencrypt, since))
        .id();
  }

  void rotateIfOlderThan(Duration age) {
    new AgeLimit(
            house.unitOfWork,
            new HibernateLeases(house.unitOfWork, "this"),
            house.gate,
            owners,
            keyrings,
            rotation(),
            age,
            clock)
        .run();
  }

  Progress reencrypt(KeyringOwner owner) {
    return house.gate.run(
        new ReencryptKeyring(owners, requests),
        new ReencryptKeyring.Reencrypt(ResourceHouse.caller(ResourceHouse.ALL), owner));
  }

  Reencryptor reencryptor() {
    return reencryptor(house.sealing);
  }

  private Reencryptor reencryptor(Sealing sealing) {
    return new Reencryptor(
        house.unitOfWork,
        new HibernateLeases(house.unitOfWork, "this"),
        house.gate,
        owners,
        keyrings,
        house.sealedValues,
        reencryptions,
        requests,
        sealing);
  }

  /** Until nothing is left to do. */
  void moveAll() {
    moveAll(house.sealing);
  }

  /** As {@link #moveAll()}, by another process. */
  void moveAll(Sealing sealing) {
    Reencryptor reencryptor = reencryptor(sealing);
    for (int batch = 0; reencryptor.run() != Reencryptor.Left.NOTHING; batch++) {
      if (batch > MOST_BATCHES) {
        throw new AssertionError("there is always something left to move");
      }
      pass(Duration.ofSeconds(1));
    }
  }

  Progress progress(KeyringOwner owner) {
    return house
        .gate
        .read(
            new GetReencryption(owners, requests),
            new GetReencryption.Get(ResourceHouse.caller(ResourceHouse.ALL), owner))
        .orElseThrow();
  }

  List<GetKeyring.Key> keys(KeyringOwner owner) {
    return house.gate.read(
        new GetKeyring(owners, keyrings, house.sealedValues),
        new GetKeyring.Get(ResourceHouse.caller(ResourceHouse.ALL), owner));
  }

  DestroyKey.Destroyed destroy(KeyringOwner owner, KeyId key) {
    return house.gate.run(
        new DestroyKey(
            owners,
            keyrings,
            otherProcess().store(),
            house.sealedValues,
            new HibernateInstallation(house.unitOfWork),
            signingKey,
            clock),
        new DestroyKey.Destroy(ResourceHouse.caller(ResourceHouse.ALL), owner, key));
  }

  /** Fails if a row is missing in the set of its group, or is there twice. */
  void verifyRows() {
    in(
        () -> {
          new HibernateRowIntegrity(house.unitOfWork, new HmacPrf(), damage -> {}).verify(scope());
          return true;
        });
  }

  /** The newest entries first. */
  List<AuditSummary> audit(String action) {
    return in(
        () ->
            log.search(
                    new AuditLog.Filter(
                        Optional.of(action),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    1,
                    100)
                .entries());
  }

  @Override
  public void close() {
    house.close();
  }
}
