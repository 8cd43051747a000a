package io.claviger.tests.harness;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileShredKeys;
import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.adapters.persistence.HibernateCertificateAuthorities;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The embedded database and the keys of an installation, opened by the program's own classes while
 * no process has them open: for what no caller of the program can do.
 */
public final class OpenedInstallation implements AutoCloseable {
  private final Database database;
  private final Sealing sealing;
  private final Authorities authorities;

  private OpenedInstallation(Database database, Path keys, RootKey rootKey) {
    SecureRandom random = new SecureRandom();
    HmacPrf prf = new HmacPrf();
    XaesGcmAead aead = new XaesGcmAead(random);
    IntegrityAlarms alarms = new IntegrityAlarms();
    this.database = database;
    KeyringStore keyrings =
        new KeyringStore(
            new HibernateKeyrings(database.unitOfWork()),
            new FileShredKeys(keys.resolve("shred"), random),
            rootKey,
            aead,
            prf,
            alarms,
            random,
            Clock.systemUTC());
    this.sealing =
        new Sealing(
            keyrings,
            new HibernateSealedValues(database.unitOfWork()),
            aead,
            prf,
            random,
            alarms,
            Telemetry.NONE);
    this.authorities =
        new Authorities(
            new HibernateCertificateAuthorities(database.unitOfWork()),
            sealing,
            new BouncyX509(random),
            Clock.systemUTC());
  }

  /** What a process that has been stopped left. */
  public static OpenedInstallation stopped(Path dataDir) throws IOException {
    Path keys = dataDir.resolve("keys");
    try (Secret password = Secret.ofText(Files.readString(keys.resolve("h2.password")))) {
      return of(
          new DatabaseConfig(DatabaseConfig.embeddedUrl(dataDir), "claviger", password), keys);
    }
  }

  /** Another database, on which processes may run. */
  public static OpenedInstallation of(DatabaseConfig config, Path keys) {
    Database database = Database.open(config);
    try {
      OpenedInstallation opened =
          new OpenedInstallation(database, keys, RootKeys.open(database.unitOfWork(), keys));
      opened.beginWithStoredKey();
      return opened;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** A new database and a new root key, and nothing in them. */
  public static OpenedInstallation empty(Path dataDir) {
    Path keys = dataDir.resolve("keys");
    Database database = Database.open(TestDatabase.h2(dataDir).config());
    RowKeys.begin(database);
    return new OpenedInstallation(database, keys, RootKeys.create(database.unitOfWork(), keys));
  }

  private void beginWithStoredKey() {
    database
        .unitOfWork()
        .inTransaction(
            () -> {
              try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.ROW_KEY.id())) {
                new HibernateRowIntegrity(database.unitOfWork(), new HmacPrf(), damage -> {})
                    .begin(key);
              }
              return true;
            });
  }

  public HibernateUnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  public HibernateGatewayGroups groups() {
    return new HibernateGatewayGroups(database.unitOfWork());
  }

  public HibernateKeyrings keyrings() {
    return new HibernateKeyrings(database.unitOfWork());
  }

  public HibernateResources resources() {
    return new HibernateResources(database.unitOfWork());
  }

  public Sealing sealing() {
    return sealing;
  }

  public Authorities authorities() {
    return authorities;
  }

  @Override
  public void close() {
    database.close();
  }
}
