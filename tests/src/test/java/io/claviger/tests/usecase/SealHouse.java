package io.claviger.tests.usecase;

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileSeal;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.seal.Rewrapping;
import io.claviger.application.seal.RotateRootKey;
import io.claviger.application.seal.Seals;
import io.claviger.application.seal.ShamirSeal;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A process that changes the custody of the root key. */
final class SealHouse {
  private final RotationHouse rotation;
  private final SecureRandom random = new SecureRandom();
  private final XaesGcmAead aead = new XaesGcmAead(random);
  private final HibernateStoredRootKey stored;
  private final Seals seals;
  private final RootKey rootKey;

  SealHouse(RotationHouse rotation, Path directory) {
    this.rotation = rotation;
    this.stored = new HibernateStoredRootKey(rotation.house.unitOfWork);
    this.seals =
        new Seals(
            FileSeal.open(directory.resolve("keys/root.key"), aead), new ShamirSeal(aead), aead);
    this.rootKey =
        new RootKey(
            stored,
            new HibernateInstallation(rotation.house.unitOfWork),
            seals::of,
            random,
            Clock.systemUTC());
  }

  KeyId rotateRootKey(List<Secret> shares) {
    Rewrapping rewrapping =
        new Rewrapping(
            rootKey,
            new HibernateKeyrings(rotation.house.unitOfWork),
            rotation.otherProcess().store());
    return rotation.house.gate.run(
        new RotateRootKey(rootKey, seals, rewrapping, random),
        new RotateRootKey.Rotate(ResourceHouse.caller(ResourceHouse.ALL), shares));
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
