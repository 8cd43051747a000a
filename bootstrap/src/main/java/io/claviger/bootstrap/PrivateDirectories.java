package io.claviger.bootstrap;

import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import java.util.Set;

/** Where the data and the keys lie, absolute; both are for the running user's eyes only. */
record PrivateDirectories(Path data, Path keys) {
  /**
   * A certificate is public, and {@link AdminTls} sees to its key; the other a file system makes.
   */
  private static final Set<String> NOT_PRIVATE = Set.of("tls", "lost+found");

  static PrivateDirectories of(Settings settings) {
    return new PrivateDirectories(
        settings.dataDir().toAbsolutePath().normalize(),
        settings.keysDir().toAbsolutePath().normalize());
  }

  void create(PrivateFiles files) {
    files.createDirectory(data);
    files.createDirectory(keys);
  }

  /**
   * @throws RefusedException if anything in them is open to others, or they are not there
   */
  void check(PrivateFiles files) {
    files.checkAll(keys);
    files.checkAllBut(NOT_PRIVATE, data);
  }
}
