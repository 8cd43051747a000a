package io.claviger.adapters.cli.seal;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "seal",
    header = "Makes a running control plane forget its root key and all that is below it.",
    description = {
      "",
      "Gateways go on with what they have. Until it is unsealed the control plane serves no"
          + " configuration, and no secret can be got out of it.",
      ""
    },
    footer = {"", "Example:", "  bootstrap/run seal"})
public final class SealCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  public SealCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    try (ControlPlane plane = server.withToken()) {
      plane.post("/api/sys/seal").good();
    }
    terminal.say("Sealed. To open it again: bootstrap/run unseal");
    return ExitCode.OK;
  }
}
