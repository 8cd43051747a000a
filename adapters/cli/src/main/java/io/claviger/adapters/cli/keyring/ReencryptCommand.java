package io.claviger.adapters.cli.keyring;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.ProgressLine;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reencrypt",
    header = "Moves every sealed value of a keyring to its primary key.",
    description = {
      "",
      "It goes on in the background, and after a crash by itself. Asking again while it runs is"
          + " harmless.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run reencrypt default --watch",
      "  bootstrap/run reencrypt --system"
    })
public final class ReencryptCommand implements Callable<Integer> {
  private static final Executor IN_A_SECOND =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  @ArgGroup(multiplicity = "1")
  private KeyringOption keyring = new KeyringOption();

  @Option(
      names = "--watch",
      description = "Stay until it is done. Ending this command does not end the re-encryption.")
  private boolean watch;

  public ReencryptCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    try (ControlPlane plane = server.withToken()) {
      ReencryptionProgress progress =
          ReencryptionProgress.of(plane.post(keyring.path() + "/reencrypt").value());
      if (watch) {
        progress = watch(plane, progress);
      }
      if (progress.hasFailed()) {
        throw unavailable(
            "the re-encryption of "
                + keyring.argument()
                + " has ended, because a value does not open; the control plane's log and the"
                + " metric claviger_damaged_rows_total name it. Repair it, then ask again");
      }
      terminal.say(progress.sentence());
    }
    return ExitCode.OK;
  }

  private ReencryptionProgress watch(ControlPlane plane, ReencryptionProgress first) {
    ReencryptionProgress progress = first;
    try (ProgressLine line = new ProgressLine(terminal, values -> values + " values")) {
      progress.showOn(line);
      while (progress.isRunning()) {
        CompletableFuture.runAsync(() -> {}, IN_A_SECOND).join();
        progress = ReencryptionProgress.of(plane, keyring);
        progress.showOn(line);
      }
    }
    return progress;
  }
}
