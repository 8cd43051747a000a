package io.claviger.adapters.cli.doctor;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.adapters.cli.server.UnreachableException;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    header = "Looks whether this machine keeps what the program promises.",
    description = {
      "",
      "Looks at swap, core dumps, the modes of the data and keys directories, the clock, and when"
          + " certificates expire: that of the control plane that answers, and what this machine's"
          + " tells on its port for metrics, of the data-plane port, the authorities and the ssls."
          + " Run it as the user that runs the control plane.",
      "",
      "Each line begins with ok, warning or failed. Ends with 1 if anything failed.",
      ""
    },
    footer = {"", "Example:", "  bootstrap/run doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Premises> premises;
  private final Machine machine;
  @Mixin private final ServerOptions server;

  public DoctorCommand(Terminal terminal, Supplier<Premises> premises, ServerOptions server) {
    this(terminal, premises, server, Path.of("/"));
  }

  /**
   * @param root of the file system with what the kernel tells
   */
  DoctorCommand(Terminal terminal, Supplier<Premises> premises, ServerOptions server, Path root) {
    this.terminal = terminal;
    this.premises = premises;
    this.server = server;
    this.machine = new Machine(root);
  }

  @Override
  public Integer call() {
    Premises here = premises.get();
    ToldMetrics metrics = new ToldMetrics(here.metricsPort());
    Optional<String> told = metrics.text();
    List<Finding> findings = new ArrayList<>();
    if (told.isEmpty()) {
      findings.add(
          Finding.warning(
              "metrics",
              "nothing answers at "
                  + metrics.address()
                  + "; run this where the control plane runs, with its settings"));
    }
    findings.addAll(new Swap(machine).look());
    findings.add(new CoreDumps(machine, told).look());
    findings.add(new Clock(machine).look());
    findings.addAll(directories(here, told));
    findings.addAll(controlPlane());
    findings.forEach(this::show);
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAILED)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  private static List<Finding> directories(Premises here, Optional<String> told) {
    if (Files.notExists(here.dataDir())) {
      return List.of(
          Finding.warning(
              "directories",
              here.dataDir()
                  + " is not there; run this where the control plane runs, with its settings"));
    }
    List<Finding> findings = new ArrayList<>();
    try {
      here.privacy().run();
      findings.add(
          Finding.ok("directories", here.dataDir() + " and " + here.keysDir() + " are private"));
    } catch (RefusedException e) {
      findings.add(Finding.failed("directories", e.refusal().message()));
    }
    Expiry expiry = new Expiry(Instant.now());
    findings.addAll(expiry.of(here.adminCertificate()));
    findings.addAll(new ToldExpiries(told).look(expiry));
    return findings;
  }

  private List<Finding> controlPlane() {
    try (ControlPlane plane = server.anonymously()) {
      Answer answer = plane.get("/healthz");
      Instant now = Instant.now();
      List<Finding> findings = new ArrayList<>();
      findings.add(new Expiry(now).of(plane.address().toString(), answer.certificate()));
      Clock.compare(answer.date(), now).ifPresent(findings::add);
      return findings;
    } catch (UnreachableException e) {
      return List.of(
          e.isUntrusted()
              ? Finding.failed("control plane", e.reason())
              : Finding.warning("control plane", e.reason()));
    }
  }

  private void show(Finding finding) {
    String level = finding.level().name().toLowerCase(Locale.ROOT);
    terminal.say(String.format("%-8s %-14s %s", level, finding.subject(), finding.text()));
  }
}
