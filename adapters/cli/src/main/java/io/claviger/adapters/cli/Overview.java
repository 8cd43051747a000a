package io.claviger.adapters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common, and the help about all of them. */
@Command(
    name = "bootstrap/run",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Claviger, the control plane that keeps an API gateway's keys.",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "",
      "Without a command it starts the control plane. Settings come from claviger.yaml in the"
          + " working directory (or the file that CLAVIGER_CONFIG names) and from environment"
          + " variables over it, for example:",
      "  CLAVIGER_DATA_DIR       where everything is kept        (./claviger-data)",
      "  CLAVIGER_ADMIN_PORT     the Admin API                   (7443)",
      "  CLAVIGER_DP_PORT        the data planes                 (7943)",
      "  CLAVIGER_METRICS_PORT   Prometheus metrics, loopback    (7081)",
      "  CLAVIGER_DATABASE_URL   PostgreSQL instead of the embedded database",
      "The README has all of them.",
      "",
      "A command speaks to a running control plane, or looks at this machine. Its operator's token"
          + " comes from CLAVIGER_TOKEN, the file that CLAVIGER_TOKEN_FILE names, the terminal or the"
          + " standard input. Secrets are never arguments, for other users can see these.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or what was asked is well",
      "1:refused or failed; the message says why and what to do",
      "2:the command line is wrong",
      "3:no control plane that is trusted answers"
    })
final class Overview implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
