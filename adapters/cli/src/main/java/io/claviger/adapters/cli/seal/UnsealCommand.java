package io.claviger.adapters.cli.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "unseal",
    header = "Gives shares of the root key to a sealed control plane.",
    description = {
      "",
      "Asks for shares until the control plane is open or an empty line ends it; off a terminal it"
          + " reads one from each line of the standard input. Several people may each give theirs,"
          + " from different places. A share that is refused takes nothing from the others, and none"
          + " is forgotten but with --reset.",
      "",
      "Ends with 0 if the control plane is open in the end, or every share was taken.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run unseal",
      "  bootstrap/run unseal --address https://cp.example:7443 <my-share",
      "  bootstrap/run unseal --reset"
    })
public final class UnsealCommand implements Callable<Integer> {
  private static final int LEAST_FAULT = 500;

  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  @Option(
      names = "--reset",
      description =
          "Have the control plane forget the shares that it was given so far, and ask for none.")
  private boolean reset;

  public UnsealCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    try (ControlPlane plane = server.anonymously()) {
      SealStatus status = SealStatus.of(plane);
      if (!status.initialized()) {
        throw invalid("the control plane is not initialized yet: bootstrap/run init");
      }
      if (reset) {
        return reset(plane);
      }
      boolean allTaken = true;
      int given = 0;
      while (status.sealed()) {
        Optional<Secret> share = terminal.secret("Share " + (given + 1) + " (not shown)");
        if (share.isEmpty()) {
          break;
        }
        given++;
        allTaken &= give(plane, share.get(), given);
        status = SealStatus.of(plane);
        terminal.note(status.text());
      }
      terminal.say(status.sealed() ? "Still sealed: " + status.progressText() : "Open.");
      return !status.sealed() || (allTaken && given > 0) ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private int reset(ControlPlane plane) {
    plane.post("/api/sys/unseal", JsonTree.object().add("reset", true).build()).good();
    terminal.say("Forgotten. " + SealStatus.of(plane).text());
    return ExitCode.OK;
  }

  private boolean give(ControlPlane plane, Secret share, int number) {
    try (share) {
      // JSON is the boundary where a secret becomes a string.
      Answer answer =
          plane.post("/api/sys/unseal", JsonTree.object().add("share", share.revealText()).build());
      if (answer.status() >= LEAST_FAULT) {
        answer.good();
      }
      if (!answer.isGood()) {
        terminal.note("Share " + number + " was refused: " + answer.message());
      }
      return answer.isGood();
    }
  }
}
