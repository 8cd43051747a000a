package io.claviger.bootstrap;

import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where the one-time password of the administrator goes if there is no terminal to show it: a
 * private file in the data directory. It is removed once the administrator has another one,
 * whichever process that was changed by.
 */
record OneTimePasswordFile(PrivateFiles files, Path path) {
  static OneTimePasswordFile in(Path dataDir) {
    return new OneTimePasswordFile(
        PrivateFiles.ofThisUser(), dataDir.toAbsolutePath().normalize().resolve("admin-password"));
  }

  void write(Secret password) {
    files.replace(path, password);
  }

  /**
   * @param waiting whether the administrator has not changed it yet; asked only if there is a file
   */
  void removeUnless(BooleanSupplier waiting) {
    if (files.exists(path) && !waiting.getAsBoolean()) {
      files.destroy(path);
    }
  }
}
