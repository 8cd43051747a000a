package io.claviger.adapters.cli.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "rotate-root",
    header = "Puts another root key in the place of the one before.",
    description = {
      "",
      "All keyrings are wrapped under the new root key, at once; their keys, and what these sealed,"
          + " stay as they are. The shares stay good, too.",
      "",
      "Where the root key is split, this takes as many shares as the threshold: asked for on a"
          + " terminal, else one on each line of the standard input. The token then has to come from"
          + " CLAVIGER_TOKEN or CLAVIGER_TOKEN_FILE, or on the first line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run rotate-root",
      "  CLAVIGER_TOKEN_FILE=token bootstrap/run rotate-root <shares"
    })
public final class RotateRootCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  public RotateRootCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    try (ControlPlane plane = server.withToken()) {
      SealStatus status = SealStatus.of(plane);
      if (status.sealed()) {
        throw invalid("the control plane is sealed: bootstrap/run unseal");
      }
      String key =
          plane.post("/api/sys/rotate-root", current(status.threshold())).value().getString("id");
      terminal.say("The new root key is " + key + ".");
    }
    return ExitCode.OK;
  }

  private JsonObject current(int threshold) {
    JsonArrayBuilder shares = JsonTree.array();
    for (int number = 1; number <= threshold; number++) {
      Optional<Secret> given =
          terminal.secret("Share " + number + " of " + threshold + " (not shown)");
      try (Secret share =
          given.orElseThrow(
              () ->
                  invalid(
                      "it takes "
                          + threshold
                          + " shares of the seal in force; nothing was changed"))) {
        // JSON is the boundary where a secret becomes a string.
        shares.add(share.revealText());
      }
    }
    return threshold == 0
        ? JsonTree.object().build()
        : JsonTree.object().add("current_shares", shares).build();
  }
}
