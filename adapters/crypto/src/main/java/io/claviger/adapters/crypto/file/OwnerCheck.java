package io.claviger.adapters.crypto.file;

import static io.claviger.domain.shared.RefusedException.unavailable;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.claviger.domain.shared.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Whether a path is private to one user. Symbolic links are not followed but refused. */
record OwnerCheck(UserPrincipal owner) {
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Java does not tell the effective user, and in a container it may have no name; what it creates
   * belongs to it.
   */
  static OwnerCheck ofThisUser() {
    try {
      Path probe = Files.createTempFile("claviger", null);
      try {
        return new OwnerCheck(Files.getOwner(probe));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw unavailable(
          "cannot write to the directory for temporary files ("
              + e.getClass().getSimpleName()
              + "); make it writable or name another with -Djava.io.tmpdir");
    }
  }

  void directory(Path path) {
    PosixFileAttributes attributes = attributes(path);
    if (!attributes.isDirectory()) {
      throw unavailable(path + " is not a directory (a symbolic link is none); name a real one");
    }
    check(path, attributes, "700");
  }

  void file(Path path) {
    PosixFileAttributes attributes = attributes(path);
    if (!attributes.isRegularFile()) {
      throw unavailable(path + " is not a regular file (a symbolic link is none); put a real one");
    }
    check(path, attributes, "600");
  }

  private void check(Path path, PosixFileAttributes attributes, String mode) {
    if (!attributes.owner().equals(owner)) {
      throw unavailable(
          path
              + " does not belong to the user that runs this program; chown "
              + owner.getName()
              + " "
              + path);
    }
    if (!OWNERS_ONLY.containsAll(attributes.permissions())) {
      throw unavailable(path + " is open to other users; chmod " + mode + " " + path);
    }
  }

  private static PosixFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw unavailable(path + " is missing; restore it from where its backup is kept");
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (UnsupportedOperationException e) {
      throw unavailable(path + " is on a file system without POSIX permissions; use another");
    }
  }

  private static RefusedException unreadable(Path path, IOException cause) {
    return unavailable(
        "cannot look at "
            + path
            + " ("
            + cause.getClass().getSimpleName()
            + "); check its owner and its directories");
  }
}
