package io.claviger.adapters.cli.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Looks for the needles in files, and in their names. Below a directory these are the regular files
 * and what links lead to; a path that is named itself may also be a device or a pipe. Memory does
 * not depend on sizes. What cannot be read is told and not passed over.
 */
public final class PlaintextScan {
  private static final int PIECE = 1 << 18;

  private final Needles needles;
  private final Findings findings;
  private final LongConsumer progress;

  /**
   * @param progress is told how many bytes were read since it was told last
   */
  public PlaintextScan(Needles needles, Findings findings, LongConsumer progress) {
    this.needles = needles;
    this.findings = findings;
    this.progress = progress;
  }

  /** What is to be read, and how much that is; 0 where nobody can tell. */
  public record Target(Path path, long size) {}

  /** The files that a path stands for. */
  public List<Target> targets(Path path) {
    try {
      return Files.isDirectory(path) ? below(path) : List.of(new Target(path, Files.size(path)));
    } catch (IOException e) {
      findings.notSearched(shown(path), unreadable(e));
      return List.of();
    }
  }

  private List<Target> below(Path directory) throws IOException {
    List<Target> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              found.add(new Target(file, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // A loop leads to what is visited anyway, and a link may lead nowhere.
            if (!(failure instanceof FileSystemLoopException) && !Files.isSymbolicLink(file)) {
              findings.notSearched(shown(file), unreadable(failure));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** Looks into a file, and at its name. */
  public void scan(Target target) {
    String place = shown(target.path());
    Path name = target.path().getFileName();
    if (name != null) {
      in("the name of " + place, utf8(name));
    }
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(target.path());
        Search search = new Search(needles, findings, place)) {
      int length = in.readNBytes(piece, 0, OtherCompression.HEAD_BYTES);
      OtherCompression.of(Arrays.copyOf(piece, length))
          .ifPresent(other -> findings.notSearched(place, other.advice()));
      for (; length > 0; length = in.read(piece)) {
        search.accept(piece, 0, length);
        progress.accept(length);
      }
    } catch (IOException e) {
      findings.notSearched(place, unreadable(e));
    }
  }

  /** Looks into bytes that are at hand. */
  public void in(String place, byte[] bytes) {
    Search.in(bytes, needles, findings, place);
  }

  private static String unreadable(IOException failure) {
    return "cannot be read ("
        + failure.getClass().getSimpleName()
        + "); run this as a user who may";
  }

  /** A path without the names in it that hold what is looked for. */
  private String shown(Path path) {
    Path shown = path.isAbsolute() ? path.getRoot() : Path.of("");
    for (Path name : path) {
      shown = shown == null ? name : shown.resolve(holdsNeedle(name) ? Path.of("***") : name);
    }
    return String.valueOf(shown);
  }

  private boolean holdsNeedle(Path name) {
    Seen seen = new Seen();
    Search.in(utf8(name), needles, seen, "");
    return seen.any();
  }

  private static byte[] utf8(Path name) {
    return name.toString().getBytes(StandardCharsets.UTF_8);
  }
}
