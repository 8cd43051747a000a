package io.claviger.adapters.cli.seal;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "seal",
    header = "Makes a running control plane forget its root key and all that is below it.",
    description = {
      "",
      "Gateways go on with what they have. Until it is unsealed the control plane serves no"
          + " configuration, and no secret can be got out of it.",
      ""
    },
    footer = {"", "Example:", "  bootstrap/run seal", "  bootstrap/run seal --hard"})
public final class SealCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  @Option(
      names = "--hard",
      description =
          "Also has the program loaded anew, so that nothing of its memory is left. Gateways"
              + " connect again once it is unsealed.")
  private boolean hard;

  public SealCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    try (ControlPlane plane = server.withToken()) {
      plane.post(hard ? "/api/sys/seal?hard=true" : "/api/sys/seal").good();
    }
    terminal.say(
        "Sealed. To open it again: bootstrap/run unseal; where the seal is a file, restart the"
            + " control plane");
    return ExitCode.OK;
  }
}
