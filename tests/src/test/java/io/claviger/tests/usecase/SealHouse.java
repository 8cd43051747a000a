package io.claviger.tests.usecase;

import static io.claviger.tests.usecase.ResourceHouse.ALL;
import static io.claviger.tests.usecase.ResourceHouse.caller;

import io.claviger.adapters.crypto.file.FileSeal;
import io.claviger.adapters.crypto.x509.CmsEnvelopes;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.Aead;
import io.claviger.application.port.KeyedOperation;
import io.claviger.application.port.Seal;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.ForgetShares;
import io.claviger.application.seal.GetSealStatus;
import io.claviger.application.seal.Handout;
import io.claviger.application.seal.MakeShares;
import io.claviger.application.seal.Rekey;
import io.claviger.application.seal.Rewrapping;
import io.claviger.application.seal.RotateRootKey;
import io.claviger.application.seal.SealProcess;
import io.claviger.application.seal.SealStatus;
import io.claviger.application.seal.Seals;
import io.claviger.application.seal.ShamirSeal;
import io.claviger.application.seal.Unseal;
import io.claviger.application.seal.Unsealing;
import io.claviger.domain.access.Actor;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** A process that changes the custody of the root key. */
final class SealHouse {
  static final Caller STRANGER = new Caller(new Actor.Unknown(), "192.0.2.7", "request");

  private final RotationHouse rotation;
  private final SecureRandom random = new SecureRandom();
  private final RecordingAead aead = new RecordingAead(random);
  private final Gate gate;
  private final HibernateStoredRootKey stored;
  private final ShamirSeal shamir = new ShamirSeal(aead);
  private final FileSeal file;
  private final Seals seals;
  final RootKey rootKey;
  final Unsealing unsealing;
  private Runnable beforeCommit = () -> {};
  private Runnable afterCommit = () -> {};

  SealHouse(RotationHouse rotation, Path directory) {
    this(rotation, directory, false);
  }

  /**
   * @param split whether the seal in force is not the file
   */
  SealHouse(RotationHouse rotation, Path directory, boolean split) {
    this.rotation = rotation;
    Path key = directory.resolve("keys/root.key");
    this.stored = new HibernateStoredRootKey(rotation.house.unitOfWork);
    this.file = split ? FileSeal.unused(key, aead, random) : FileSeal.open(key, aead, random);
    this.seals = new Seals(file, shamir, aead);
    this.rootKey =
        new RootKey(
            stored,
            new HibernateInstallation(rotation.house.unitOfWork),
            seals::of,
            random,
            Clock.systemUTC());
    this.unsealing = new Unsealing(rootKey, shamir, seals);
    this.gate =
        new Gate(
            new InterruptedWork(),
            new AuditTrail(
                rotation.house.unitOfWork,
                new HibernateAuditLog(rotation.house.unitOfWork),
                random,
                Clock.systemUTC()),
            scope -> {});
  }

  /** Has the next change end with this. */
  void beforeCommit(Runnable once) {
    beforeCommit = once;
  }

  /** What comes between the next commit and what follows it. */
  void afterCommit(Runnable once) {
    afterCommit = once;
  }

  /** How many of the keys of seals that were used so far are in memory still. */
  long keysInMemory() {
    return aead.alive();
  }

  private final class InterruptedWork implements UnitOfWork {
    @Override
    public <T> T inTransaction(Supplier<T> work) {
      Runnable before = beforeCommit;
      Runnable after = afterCommit;
      beforeCommit = () -> {};
      afterCommit = () -> {};
      T result =
          rotation.in(
              () -> {
                T done = work.get();
                before.run();
                return done;
              });
      after.run();
      return result;
    }
  }

  /** Gives the root key to another seal, whose key is split. */
  List<Secret> split(int shares, int threshold) {
    return splitAnew(List.of(), shares, threshold);
  }

  /** As {@link #split}, from shares. */
  List<Secret> splitAnew(List<Secret> current, int shares, int threshold) {
    Secret key = RootKey.random(random);
    List<Share> split = Shamir.split(key, shares, threshold, random);
    List<String> hashes = split.stream().map(Share::hashText).toList();
    rotation.in(
        () -> {
          WrappedRootKey row = rootKey.hold();
          try (Secret root = rootKey.unwrap(row, inForce(current))) {
            rootKey.store(
                row.id(), root, new Custody.Shares(threshold, hashes), new Key(aead, key));
          }
          return true;
        });
    return split.stream().map(Share::text).toList();
  }

  private Seal inForce(List<Secret> current) {
    return current.isEmpty()
        ? file
        : new Key(
            aead,
            Shamir.combine(
                current.stream().map(share -> Share.parse(share).orElseThrow()).toList()));
  }

  /** A key in memory. */
  private record Key(Aead aead, Secret key) implements Seal {
    @Override
    public byte[] wrap(Secret rootKey, byte[] place) {
      return aead.seal(key, rootKey, place);
    }

    @Override
    public Secret unwrap(byte[] wrapped, byte[] place) {
      return aead.open(key, wrapped, place).orElseThrow();
    }
  }

  /** By somebody who has shown no credential. */
  SealStatus unseal(Secret share) {
    return gate.run(new Unseal(rootKey, unsealing), new Unseal.Give(STRANGER, share));
  }

  SealStatus forgetShares() {
    return gate.run(new ForgetShares(unsealing), new ForgetShares.Forget(STRANGER));
  }

  SealStatus status() {
    return gate.read(new GetSealStatus(unsealing), new GetSealStatus.Get(STRANGER));
  }

  private KeyedOperation operation() {
    return new KeyedOperation() {
      @Override
      public void begin() {}

      @Override
      public void pause() {
        unsealing.seal();
      }

      @Override
      public void replace() {
        unsealing.seal();
      }
    };
  }

  void seal() {
    gate.run(new SealProcess(operation(), rootKey), new SealProcess.Seal(caller(ALL), false));
  }

  /** What needs the root key. */
  KeyringStore store() {
    return rotation.otherProcess(rootKey).store();
  }

  KeyId rotateRootKey(List<Secret> shares) {
    return rotateRootKey(shares, rotation.otherProcess().store());
  }

  KeyId rotateRootKey(List<Secret> shares, KeyringStore store) {
    Rewrapping rewrapping = rewrapping(store);
    return gate.run(
        new RotateRootKey(rootKey, seals, rewrapping, random),
        new RotateRootKey.Rotate(caller(ALL), shares));
  }

  private Rewrapping rewrapping(KeyringStore store) {
    return new Rewrapping(
        rootKey, new HibernateKeyrings(rotation.house.unitOfWork), store, rotation.requests);
  }

  List<Secret> makeShares(int shares, int threshold) {
    MakeShares.Make make =
        new MakeShares.Make(caller(ALL), new Dealer.Order(shares, threshold, List.of()));
    return ((Handout.Shown) gate.run(new MakeShares(dealer(), random), make)).shares();
  }

  Dealer dealer() {
    return new Dealer(new CmsEnvelopes(), random);
  }

  SealStatus rekey(List<Secret> current, Rekey.Next next, boolean compromised) {
    return gate.run(
        new Rekey(rotation.house.unitOfWork, rootKey, seals, rewrapping(store()), random),
        new Rekey.To(caller(ALL), current, next, compromised));
  }

  /** As a process does that starts. */
  void open() {
    rotation.in(
        () -> {
          rootKey.open();
          return true;
        });
  }

  WrappedRootKey stored() {
    return rotation.in(() -> stored.find().orElseThrow());
  }

  void putBack(WrappedRootKey row) {
    rotation.in(
        () -> {
          stored.save(row);
          return true;
        });
  }
}
