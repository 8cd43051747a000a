package io.claviger.adapters.crypto.file;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.unavailable;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files for the running user's eyes only: mode 0600 in a directory of mode 0700, both owned by that
 * user, neither a symbolic link. What is otherwise is refused, before it is read or written.
 *
 * <p>Guarantees: a file appears whole or not at all and survives a crash once the call has
 * returned; at no moment is it open to others. Every refusal is a {@code RefusedException}, {@code
 * Unavailable} unless said otherwise, whose message says what to do.
 *
 * <p>Not guaranteed: anything against the running user or root. Paths must have a parent.
 */
public final class PrivateFiles {
  private final OwnerCheck check;

  PrivateFiles(OwnerCheck check) {
    this.check = check;
  }

  /** For the user that runs this process. */
  public static PrivateFiles ofThisUser() {
    return new PrivateFiles(OwnerCheck.ofThisUser());
  }

  /** Creates the directory, and its parents, if it is missing; checks it if it is there. */
  public void createDirectory(Path directory) {
    try {
      DurableIo.createDirectories(directory.toAbsolutePath());
    } catch (IOException | UnsupportedOperationException e) {
      throw failed("create the directory", directory, e);
    }
    check.directory(directory);
  }

  /** As {@link #createDirectory}, for the directory that a file is to be in. */
  public void createDirectoryOf(Path file) {
    createDirectory(parent(file));
  }

  /** Whether anything has that name in its directory, which is refused where it is missing. */
  public boolean exists(Path file) {
    check.directory(parent(file));
    return !Files.notExists(file, NOFOLLOW_LINKS);
  }

  /**
   * Creates a file; never overwrites one, not even if two processes create it at once.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if it exists
   */
  public void create(Path file, Secret content) {
    // Unlike a rename, a link does not replace what is there.
    write(file, content, temporary -> Files.createLink(file, temporary));
  }

  /** Refuses a file that is not private, or is missing. */
  public void check(Path file) {
    check.directory(parent(file));
    check.file(file);
  }

  /** Refuses a directory in which, at any depth, anything is not private. */
  public void checkAll(Path directory) {
    try {
      Files.walkFileTree(directory, new EachPrivate());
    } catch (IOException e) {
      throw unavailable("cannot look at " + directory + "; check its owner and its directories");
    }
  }

  /** Another process may remove what was there when it was listed. */
  private final class EachPrivate extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      check.directory(path);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      try {
        check.file(path);
      } catch (RefusedException e) {
        if (!Files.notExists(path, NOFOLLOW_LINKS)) {
          throw e;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /** As {@link #checkAll}, but for what has one of these names in the directory itself. */
  public void checkAllBut(Set<String> names, Path directory) {
    check.directory(directory);
    try (Stream<Path> children = Files.list(directory)) {
      children
          .filter(child -> !names.contains(child.getFileName().toString()))
          .forEach(this::checkAll);
    } catch (IOException | UncheckedIOException e) {
      throw unavailable("cannot look at " + directory + "; check its owner and its directories");
    }
  }

  /** Creates a file or puts another in its place. */
  public void replace(Path file, Secret content) {
    write(file, content, temporary -> Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /** Gives a file the name of another, which it replaces. */
  public void rename(Path from, Path to) {
    check(from);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      DurableIo.sync(parent(to));
    } catch (IOException e) {
      throw failed("rename", from, e);
    }
  }

  /**
   * @param maxBytes a longer file is refused
   */
  public Secret read(Path file, int maxBytes) {
    check(file);
    try {
      return DurableIo.read(file, maxBytes)
          .orElseThrow(
              () ->
                  unavailable(
                      file + " is longer than " + maxBytes + " bytes; restore the right file"));
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /**
   * Overwrites the content with zeros and removes the file; does nothing if there is none.
   *
   * <p>Not guaranteed: that the old bytes are gone from a medium or a file system that writes
   * elsewhere instead of in place (flash, copy-on-write, snapshots).
   */
  public void destroy(Path file) {
    if (!exists(file)) {
      return;
    }
    try {
      DurableIo.overwriteWithZeros(file);
      Files.deleteIfExists(file);
      DurableIo.sync(parent(file));
    } catch (NoSuchFileException e) {
      // Another process was faster.
      return;
    } catch (IOException e) {
      throw failed("destroy", file, e);
    }
  }

  private void write(Path file, Secret content, Publication publication) {
    Path directory = parent(file);
    check.directory(directory);
    Path temporary = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        DurableIo.writeNew(temporary, content);
        publication.publish(temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
      DurableIo.sync(directory);
    } catch (FileAlreadyExistsException e) {
      throw conflict(file + " exists and is not overwritten");
    } catch (IOException | UnsupportedOperationException e) {
      throw failed("write", file, e);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a private file is not the root directory");
    }
    return parent;
  }

  private static RuntimeException failed(String what, Path path, Exception cause) {
    return unavailable(
        "cannot "
            + what
            + " "
            + path
            + " ("
            + cause.getClass().getSimpleName()
            + "); check the file system, its free space and the owner of the directory");
  }

  /** Makes the finished temporary file visible under its name, in one step. */
  @FunctionalInterface
  private interface Publication {
    void publish(Path temporary) throws IOException;
  }
}
