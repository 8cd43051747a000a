package io.claviger.adapters.cli.keyring;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rotate",
    header = "Makes a new primary key in a keyring.",
    description = {
      "",
      "From then on the new key seals; the old ones only open. What they sealed moves to the new"
          + " key in the background, without a revision: data planes notice nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run rotate default",
      "  CLAVIGER_TOKEN_FILE=token bootstrap/run rotate --system --no-reencrypt"
    })
public final class RotateCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  @ArgGroup(multiplicity = "1")
  private KeyringOption keyring = new KeyringOption();

  @Option(
      names = "--no-reencrypt",
      description = "Leave the values under the keys that sealed them.")
  private boolean noReencrypt;

  public RotateCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    String path = keyring.path() + "/rotate?reencrypt=" + !noReencrypt;
    try (ControlPlane plane = server.withToken()) {
      String key = plane.post(path).value().getString("id");
      terminal.say("The new primary key is " + key + ".");
      terminal.note(
          (noReencrypt ? "To move what the old keys sealed: " : "To watch the values move to it: ")
              + "bootstrap/run reencrypt "
              + keyring.argument()
              + " --watch");
    }
    return ExitCode.OK;
  }
}
