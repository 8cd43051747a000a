package io.claviger.adapters.cli.scan;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.cli.machine.ProgressLine;
import io.claviger.adapters.cli.machine.SecretLines;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.scan.PlaintextScan.Target;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.domain.shared.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plaintext-scan",
    header = "Searches files for strings that must be nowhere in plaintext.",
    description = {
      "",
      "Give it secrets that you have written through the Admin API, one a line: it looks for them"
          + " as they are, in base64 at all three alignments, hex, percent-encoding, JSON escapes,"
          + " also in hex and as PostgreSQL's COPY escapes them, UTF-16, and each of these inside of"
          + " gzip. It reads database files of a running program, dumps, logs, backups and devices,"
          + " of any size. It says where, never what.",
      "",
      "With --plant it makes such secrets itself: two of a consumer in a gateway group of its own,"
          + " which it deletes in the end. It then also looks at what the Admin API answers. A dump"
          + " that was made before cannot hold them; give the directory of the database, or plant"
          + " your own.",
      "",
      "Not found is what is compressed in another way, which is told where it shows, and what line"
          + " breaks cut into pieces.",
      "",
      "Ends with 1 if anything was found or could not be searched.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run doctor plaintext-scan <secrets",
      "  CLAVIGER_TOKEN_FILE=token bootstrap/run doctor plaintext-scan --plant",
      "  bootstrap/run doctor plaintext-scan --canary-file secrets /var/log/claviger dump.sql"
    })
public final class PlaintextScanCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Premises> premises;

  @Mixin private final ServerOptions server;

  @ArgGroup private Source source = new Source();

  /** Where the strings come from. */
  static final class Source {
    @Option(
        names = "--canary-file",
        paramLabel = "FILE",
        description = "A file with the strings. Default: the terminal or the standard input.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--plant", description = "Make the strings, and write them to a control plane.")
    private boolean plant;
  }

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Files and directories. Default: the data directory.")
  private List<Path> paths = List.of();

  public PlaintextScanCommand(
      Terminal terminal, Supplier<Premises> premises, ServerOptions server) {
    this.terminal = terminal;
    this.premises = premises;
    this.server = server;
  }

  @Override
  public Integer call() {
    if (source.plant) {
      return scanForPlanted();
    }
    List<Secret> strings = new ArrayList<>();
    try {
      read(strings);
      try (Needles needles = Needles.of(strings)) {
        return scan(needles, scan -> {});
      }
    } finally {
      strings.forEach(Secret::close);
    }
  }

  private int scanForPlanted() {
    try (ControlPlane plane = server.withToken();
        Canaries canaries = Canaries.plant(plane, terminal);
        Needles needles = Needles.of(canaries.strings(), canaries.mark())) {
      return scan(needles, scan -> scan.in("the answer of the Admin API", canaries.read()));
    }
  }

  private void read(List<Secret> strings) {
    if (source.file.isPresent()) {
      Path file = source.file.get();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        read(new SecretLines(in, file.toString()), strings);
      } catch (IOException e) {
        throw invalid(file + " cannot be read");
      }
    } else if (terminal.isInteractive()) {
      for (Optional<Secret> typed = ask(1); typed.isPresent(); typed = ask(strings.size() + 1)) {
        strings.add(typed.get());
      }
    } else {
      read(terminal.lines(), strings);
    }
  }

  private Optional<Secret> ask(int number) {
    return terminal.secret("String " + number + " (not shown; empty to end)");
  }

  private static void read(SecretLines lines, List<Secret> strings) {
    for (Optional<Secret> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().length() > 0) {
        strings.add(line.get());
      }
    }
  }

  private int scan(Needles needles, Consumer<PlaintextScan> before) {
    ScanReport report = new ScanReport(terminal);
    List<Path> wanted = paths.isEmpty() ? List.of(premises.get().dataDir()) : paths;
    try (ProgressLine line = new ProgressLine(terminal, ScanReport::bytes)) {
      ScanProgress progress = new ScanProgress(line);
      Marked findings = new Marked(needles, report);
      PlaintextScan scan = new PlaintextScan(needles, findings, progress);
      before.accept(scan);
      List<Target> targets = wanted.stream().flatMap(path -> scan.targets(path).stream()).toList();
      progress.expect(targets.stream().mapToLong(Target::size).sum());
      targets.forEach(scan::scan);
      progress.end();
      findings.end();
      report.searched(targets.size(), progress.done(), needles);
    }
    return report.isClean() ? ExitCode.OK : ExitCode.FAILED;
  }
}
