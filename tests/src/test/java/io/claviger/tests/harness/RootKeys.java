package io.claviger.tests.harness;

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileSeal;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.Seal;
import io.claviger.domain.seal.Custody;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** The root key of a database of a test, under a seal in a file. */
public final class RootKeys {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RootKeys() {}

  /** Makes the identity of the installation, the file and the root key. */
  public static RootKey create(HibernateUnitOfWork unitOfWork, Path keys) {
    Seal seal = FileSeal.openOrCreate(file(keys), new XaesGcmAead(RANDOM), RANDOM);
    RootKey rootKey = of(unitOfWork, seal);
    unitOfWork.inTransaction(
        () -> {
          new HibernateInstallation(unitOfWork).create(UUID.randomUUID());
          rootKey.create(new Custody.KeyFile());
          return true;
        });
    return rootKey;
  }

  /** What there is. */
  public static RootKey open(HibernateUnitOfWork unitOfWork, Path keys) {
    RootKey rootKey = of(unitOfWork, FileSeal.open(file(keys), new XaesGcmAead(RANDOM), RANDOM));
    unitOfWork.inTransaction(
        () -> {
          rootKey.open();
          return true;
        });
    return rootKey;
  }

  private static RootKey of(HibernateUnitOfWork unitOfWork, Seal seal) {
    return new RootKey(
        new HibernateStoredRootKey(unitOfWork),
        new HibernateInstallation(unitOfWork),
        custody -> seal,
        RANDOM,
        Clock.systemUTC());
  }

  private static Path file(Path keys) {
    return keys.resolve("root.key");
  }
}
