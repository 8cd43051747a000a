package io.claviger.tests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A cache of the program's loaded and linked classes (JEP 514), which takes away half of the work
 * of each start. It is made by one start of the program and stays in {@code target} until a jar
 * changes. A class path with directories, as a development environment has it, allows no cache;
 * then, and when it cannot be made, the program starts as without one.
 */
final class StartCache {
  private static final Path DIRECTORY = Path.of("target");

  private static boolean tried;
  private static Optional<Path> made = Optional.empty();

  private StartCache() {}

  /** Options of Java that have the next start leave a cache behind. */
  static List<String> recording(Path cache) {
    return List.of("-XX:AOTCacheOutput=" + cache);
  }

  /**
   * Options of Java that use the cache.
   *
   * @param classPath of the program
   * @param start starts the program so that it writes a cache to the given file, and stops it
   */
  static synchronized List<String> options(List<Path> classPath, Consumer<Path> start) {
    if (!tried && classPath.stream().allMatch(Files::isRegularFile)) {
      made = make(classPath, start);
    }
    tried = true;
    return made.map(file -> List.of("-XX:AOTCache=" + file.toAbsolutePath())).orElse(List.of());
  }

  /** One process of the tests makes it, and the others wait for it. */
  private static Optional<Path> make(List<Path> classPath, Consumer<Path> start) {
    try {
      Files.createDirectories(DIRECTORY);
      Path cache = DIRECTORY.resolve("claviger-" + name(classPath) + ".aot");
      try (FileChannel channel =
              FileChannel.open(
                  DIRECTORY.resolve("claviger.aot.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(cache)) {
          removeFormer();
          Path unfinished = DIRECTORY.resolve("claviger.aot.new");
          start.accept(unfinished.toAbsolutePath());
          Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return Optional.of(cache);
    } catch (IOException | RuntimeException | AssertionError e) {
      return Optional.empty();
    }
  }

  private static void removeFormer() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".aot")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Another one as soon as a jar or the JDK is another. */
  private static String name(List<Path> classPath) {
    StringBuilder text = new StringBuilder(Runtime.version().toString());
    for (Path jar : classPath) {
      text.append(File.pathSeparator).append(jar).append(' ').append(modified(jar));
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String modified(Path jar) {
    try {
      return Files.getLastModifiedTime(jar).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
