package io.claviger.adapters.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine that tells what a test writes. */
record MachineOfTests(Path root) {
  Machine machine() {
    return new Machine(root);
  }

  MachineOfTests with(String path, String text) {
    try {
      Path file = machine().at(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
