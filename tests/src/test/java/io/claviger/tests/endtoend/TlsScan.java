package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code testssl.sh} 3.0 or newer says of one port. */
final class TlsScan {
  private static final long LIMIT_MINUTES = 8;

  /**
   * One row of its report.
   *
   * @param severity OK, INFO, LOW, MEDIUM, HIGH, CRITICAL, WARN or FATAL
   */
  record Finding(String id, String severity, String text) {}

  private final Process process;
  private final Path report;
  private final Path output;

  private TlsScan(Process process, Path report, Path output) {
    this.process = process;
    this.report = report;
    this.output = output;
  }

  /** Debian installs it under the first name, others under the second. */
  static Optional<Path> program() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .flatMap(folder -> Stream.of("testssl", "testssl.sh").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Begins a scan, without waiting and without any DNS query. What it leaves out of {@code -U}
   * follows from the protocols and the cipher suites that are offered.
   *
   * @param folder for the report
   */
  static TlsScan begin(Path program, int port, Path folder) {
    Path report = folder.resolve(port + ".json");
    Path output = folder.resolve(port + ".txt");
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      program.toString(),
                      "--protocols",
                      "--standard",
                      "--server-preference",
                      "--server-defaults",
                      "--headers",
                      "--heartbleed",
                      "--ccs-injection",
                      "--ticketbleed",
                      "--robot",
                      "--renegotiation",
                      "--compression",
                      "--breach",
                      "--connect-timeout=10",
                      "--openssl-timeout=20",
                      "--nodns=none",
                      "--ip=127.0.0.1",
                      "--quiet",
                      "--color=0",
                      "--warnings=off",
                      "--jsonfile=" + report,
                      "localhost:" + port))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return new TlsScan(process, report, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end. */
  List<Finding> findings() throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "testssl.sh does not end");
    } finally {
      stop();
    }
    assertTrue(Files.exists(report), () -> "testssl.sh has no report:\n" + said());
    try (InputStream in = Files.newInputStream(report);
        JsonReader reader = JsonProvider.provider().createReader(in)) {
      JsonArray rows = reader.readArray();
      return rows.getValuesAs(JsonObject.class).stream()
          .map(
              row ->
                  new Finding(
                      row.getString("id"), row.getString("severity"), row.getString("finding")))
          .toList();
    }
  }

  /** Ends it, if it still runs. */
  void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What it printed. */
  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
