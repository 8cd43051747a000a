package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bootstrap/run} starts the program with, seen by a Java that tells and ends. */
class LauncherTest {
  private static final Path RUN = Path.of("..", "bootstrap", "run").toAbsolutePath().normalize();
  private static final String TELLTALE =
      """
      #!/bin/sh
      echo "core $(ulimit -c)"
      echo "umask $(umask)"
      printf '%s\\n' "$@"
      """;

  @Test
  void nobodyDumpsOrAttachesToTheMemoryOfTheProgram(@TempDir Path home) throws Exception {
    List<String> told = start(home);

    assertEquals("core 0", told.getFirst());
    assertEquals("umask 0077", told.get(1));
    for (String option :
        List.of(
            "-XX:+DisableAttachMechanism",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:+ExitOnOutOfMemoryError")) {
      assertTrue(told.contains(option), option + " is not among " + told);
    }
  }

  /** A command needs no cache of classes, so that the program is called once. */
  private static List<String> start(Path home) throws IOException, InterruptedException {
    Path bootstrap = Files.createDirectories(home.resolve("bootstrap"));
    for (String module : List.of("domain", "application", "adapters")) {
      Files.createDirectory(home.resolve(module));
    }
    Files.createFile(home.resolve("pom.xml"));
    Path run = Files.copy(RUN, bootstrap.resolve("run"));
    executable(run);
    Path jdk = home.resolve("jdk");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    executable(Files.writeString(java, TELLTALE));
    Files.writeString(
        jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8-LTS\"\n");
    Files.createFile(Files.createDirectory(bootstrap.resolve("target")).resolve("claviger.jar"));
    ProcessBuilder builder = new ProcessBuilder(run.toString(), "status").redirectErrorStream(true);
    builder.environment().put("CLAVIGER_JAVA_HOME", jdk.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
