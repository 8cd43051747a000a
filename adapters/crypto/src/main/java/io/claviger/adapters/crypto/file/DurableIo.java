package io.claviger.adapters.crypto.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.claviger.domain.shared.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reading and writing that is on the disk when it returns, with modes that are right at birth. */
final class DurableIo {
  private DurableIo() {}

  /** Makes the directory, and the ones above it, as far as they are missing, with mode 0700. */
  static void createDirectories(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent == null || !Files.notExists(directory)) {
      return;
    }
    createDirectories(parent);
    try {
      Files.createDirectory(directory, mode("rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, or it is a link to nowhere: whoever uses it looks at it.
      return;
    }
    sync(parent);
  }

  /** Makes a new file with mode 0600. Its name is durable only after {@link #sync}. */
  static void writeNew(Path file, Secret content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(WRITE, CREATE_NEW), mode("rw-------"))) {
      byte[] bytes = content.reveal(byte[]::clone);
      try {
        writeAll(channel, bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  static void overwriteWithZeros(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(WRITE, NOFOLLOW_LINKS))) {
      writeAll(channel, new byte[Math.toIntExact(channel.size())]);
    }
  }

  /** Empty if the file is longer than that. */
  static Optional<Secret> read(Path file, int maxBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS))) {
      if (channel.size() > maxBytes) {
        return Optional.empty();
      }
      byte[] bytes = new byte[Math.toIntExact(channel.size())];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException();
        }
      }
      return Optional.of(Secret.of(bytes));
    }
  }

  /** Makes the names in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
