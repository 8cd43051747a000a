package io.claviger.adapters.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel tells in files.
 *
 * @param root of the file system
 */
record Machine(Path root) {
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  boolean has(String path) {
    return Files.exists(at(path));
  }

  /** Empty where there is no such file, as on other systems. */
  Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(at(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Names in a directory; none where there is no such directory. */
  List<String> names(String directory) {
    try (Stream<Path> children = Files.list(at(directory))) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
