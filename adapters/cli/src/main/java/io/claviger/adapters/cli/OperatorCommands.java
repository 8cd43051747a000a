package io.claviger.adapters.cli;

import io.claviger.adapters.cli.doctor.DoctorCommand;
import io.claviger.adapters.cli.keyring.ReencryptCommand;
import io.claviger.adapters.cli.keyring.RotateCommand;
import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.scan.PlaintextScanCommand;
import io.claviger.adapters.cli.seal.InitCommand;
import io.claviger.adapters.cli.seal.RotateRootCommand;
import io.claviger.adapters.cli.seal.SealCommand;
import io.claviger.adapters.cli.seal.UnsealCommand;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.adapters.cli.server.UnreachableException;
import io.claviger.adapters.cli.status.StatusCommand;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** Every command that an operator has: a new one gets its line here. */
public final class OperatorCommands {
  private static final Logger LOG = System.getLogger(OperatorCommands.class.getName());

  private OperatorCommands() {}

  /**
   * Runs one command.
   *
   * @param version of the program
   * @param premises read only by what needs them, so that a help needs no settings
   * @return the exit code
   */
  public static int run(
      Terminal terminal, Supplier<Premises> premises, String version, String... arguments) {
    CommandLine overview = new CommandLine(new Overview());
    overview
        .addSubcommand(new StatusCommand(terminal, server(premises, terminal), version))
        .addSubcommand(new RotateCommand(terminal, server(premises, terminal)))
        .addSubcommand(new ReencryptCommand(terminal, server(premises, terminal)))
        .addSubcommand(new InitCommand(terminal, server(premises, terminal)))
        .addSubcommand(new UnsealCommand(terminal, server(premises, terminal)))
        .addSubcommand(new SealCommand(terminal, server(premises, terminal)))
        .addSubcommand(new RotateRootCommand(terminal, server(premises, terminal)))
        .addSubcommand(
            new CommandLine(new DoctorCommand(terminal, premises, server(premises, terminal)))
                .addSubcommand(
                    new PlaintextScanCommand(terminal, premises, server(premises, terminal))))
        .addSubcommand(new CommandLine.HelpCommand());
    showVersion(overview, () -> new String[] {version});
    return overview
        .setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setParameterExceptionHandler(new UsageErrors(terminal))
        .setExecutionExceptionHandler((thrown, command, parsed) -> failed(terminal, thrown))
        .execute(arguments);
  }

  private static void showVersion(CommandLine command, IVersionProvider version) {
    command.getCommandSpec().versionProvider(version);
    command.getSubcommands().values().forEach(below -> showVersion(below, version));
  }

  private static ServerOptions server(Supplier<Premises> premises, Terminal terminal) {
    return new ServerOptions(premises, terminal);
  }

  private static int failed(Terminal terminal, Exception thrown) {
    return switch (thrown) {
      case UnreachableException unreachable -> {
        terminal.note(unreachable.reason());
        yield ExitCode.UNREACHABLE;
      }
      case RefusedException refused -> {
        terminal.note(refused.refusal().message());
        yield ExitCode.FAILED;
      }
      default -> {
        LOG.log(Level.ERROR, "a bug ended the command", thrown);
        yield ExitCode.FAILED;
      }
    };
  }
}
