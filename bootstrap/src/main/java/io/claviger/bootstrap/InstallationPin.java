package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.crypto.file.PrivateFiles;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Which installation a keys directory belongs to, in a private file beside the root key: the
 * identity as text. A database that was lost, exchanged, or damaged so that it opens as an empty
 * one, is so never taken for a new one.
 *
 * <p>The file is written after the first start has committed. A first start that was cut short
 * leaves no file, or a database that the next start adopts.
 */
record InstallationPin(PrivateFiles files, Path file) {
  private static final int MAX_BYTES = 64;

  /**
   * @param stored what the database says; empty if there is nothing in it
   */
  void compare(Optional<UUID> stored) {
    if (!files.exists(file)) {
      return;
    }
    String pinned = pinned();
    if (stored.isEmpty()) {
      throw unavailable(
          "the database is empty, but "
              + file
              + " says that these keys belong to an installation with data: restore the database"
              + " from its backup, or name another keys directory for a new installation");
    }
    if (!stored.get().toString().equals(pinned)) {
      throw unavailable(
          "the database is of another installation than "
              + file
              + " says: restore the database, or the keys directory, that belongs to the other");
    }
  }

  /** Does nothing where it is set. */
  void set(UUID installation) {
    if (!files.exists(file)) {
      try (Secret text = Secret.ofText(installation.toString())) {
        files.create(file, text);
      }
    }
  }

  private String pinned() {
    try (Secret text = files.read(file, MAX_BYTES)) {
      return text.revealText().strip();
    }
  }
}
