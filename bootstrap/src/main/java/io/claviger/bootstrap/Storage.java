package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.crypto.GivenSeal;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileSeal;
import io.claviger.adapters.crypto.file.FileShredKeys;
import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.DatabaseConfig;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.ShredKeys;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What outlives the process: the database, and the keys beside it. On the first start, and only
 * then, the key of the seal is made; a database that has lost it is refused. No other process
 * starts on the same database until {@link #started}.
 */
record Storage(
    Database database, XaesGcmAead aead, OwnSeal seal, ShredKeys shredKeys, InstallationPin pin)
    implements AutoCloseable {
  private static final int PASSWORD_BYTES = 32;
  private static final int MAX_PASSWORD_BYTES = 256;

  static Storage open(Settings settings, SecureRandom random) {
    PrivateFiles files = PrivateFiles.ofThisUser();
    PrivateDirectories directories = PrivateDirectories.of(settings);
    directories.create(files);
    directories.check(files);
    Path keysDir = directories.keys();
    Database database = openDatabase(settings, files, directories.data(), keysDir, random);
    try {
      Optional<UUID> installation =
          database
              .unitOfWork()
              .inTransaction(() -> new HibernateInstallation(database.unitOfWork()).id());
      InstallationPin pin = new InstallationPin(files, keysDir.resolve("installation.id"));
      pin.compare(installation);
      Path keyFile = keysDir.resolve("root.key");
      XaesGcmAead aead = new XaesGcmAead(random);
      Optional<Custody> custody = custody(database);
      OwnSeal seal = seal(settings, keyFile, custody, aead, random);
      return new Storage(
          database, aead, seal, new FileShredKeys(keysDir.resolve("shred"), random), pin);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static OwnSeal seal(
      Settings settings,
      Path keyFile,
      Optional<Custody> custody,
      XaesGcmAead aead,
      SecureRandom random) {
    if (settings.sealKey().isPresent()) {
      try (Secret text = settings.sealKey().get()) {
        return GivenSeal.of(text, aead);
      }
    }
    if (!inFile(custody, settings)) {
      return FileSeal.unused(keyFile, aead, random);
    }
    return custody.isPresent()
        ? FileSeal.open(keyFile, aead, random)
        : FileSeal.openOrCreate(keyFile, aead, random);
  }

  private static Optional<Custody> custody(Database database) {
    return database
        .unitOfWork()
        .inTransaction(() -> new HibernateStoredRootKey(database.unitOfWork()).find())
        .map(WrappedRootKey::custody);
  }

  /** The setting counts until there is an installation. */
  private static boolean inFile(Optional<Custody> custody, Settings settings) {
    return custody.map(Custody::type).orElse(settings.sealType()).equals(Custody.KeyFile.TYPE);
  }

  /** Whether the program can open the root key, or make the first one, by itself. */
  boolean opensByItself(Settings settings) {
    return inFile(custody(database), settings);
  }

  private static Database openDatabase(
      Settings settings, PrivateFiles files, Path dataDir, Path keysDir, SecureRandom random) {
    if (settings.database().isPresent()) {
      Settings.DatabaseSettings given = settings.database().get();
      try (Secret password = given.password()) {
        return Database.openForStart(new DatabaseConfig(given.url(), given.user(), password));
      }
    }
    Path file = dataDir.resolve("claviger.mv.db");
    try (Secret password = embeddedPassword(files, file, keysDir.resolve("h2.password"), random)) {
      makePrivate(files, file);
      return Database.openForStart(
          new DatabaseConfig(DatabaseConfig.embeddedUrl(dataDir), "claviger", password));
    }
  }

  /** H2 takes an empty file for a new database, and leaves its mode as it is. */
  private static void makePrivate(PrivateFiles files, Path database) {
    if (files.exists(database)) {
      files.check(database);
    } else {
      try (Secret nothing = Secret.of(new byte[0])) {
        files.create(database, nothing);
      }
    }
  }

  /** Of the embedded database: made with it, and kept beside the keys. */
  private static Secret embeddedPassword(
      PrivateFiles files, Path database, Path file, SecureRandom random) {
    if (!files.exists(file)) {
      if (files.exists(database)) {
        throw unavailable(
            file
                + " is missing, and the database "
                + database
                + " opens only with it; restore the"
                + " keys directory from its backup");
      }
      byte[] bytes = new byte[PASSWORD_BYTES];
      random.nextBytes(bytes);
      try (Secret made = Secret.of(Base64.getUrlEncoder().withoutPadding().encode(bytes))) {
        files.create(file, made);
      }
    }
    return files.read(file, MAX_PASSWORD_BYTES);
  }

  /** What a start makes is made: other processes may start on the same database. */
  void started() {
    database.started();
  }

  @Override
  public void close() {
    database.close();
  }
}
