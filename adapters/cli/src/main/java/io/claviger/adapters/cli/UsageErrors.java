package io.claviger.adapters.cli;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line. It does not repeat what it does not know: that may be a
 * secret in the wrong place, and what a command says ends in logs.
 */
record UsageErrors(Terminal terminal) implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    terminal.note(
        thrown instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched)
            : withoutValues(String.valueOf(thrown.getMessage())));
    terminal.note(
        "Help: "
            + (command.getParent() == null
                ? "bootstrap/run --help"
                : command.getCommandSpec().qualifiedName() + " --help"));
    return ExitCode.USAGE;
  }

  /** What stands in quotes is the name of an option, or what somebody typed. */
  private static String withoutValues(String message) {
    return message.replaceFirst("(?s)'(?!--|<).*'", "that");
  }

  private static String unknown(UnmatchedArgumentException thrown) {
    String what =
        thrown.isUnknownOption()
            ? "There is no option "
                + thrown.getUnmatched().getFirst().replaceFirst("(?s)[^\\w-].*", "")
            : "There is an argument or a command here that nothing takes";
    List<String> alike = thrown.getSuggestions();
    return alike.isEmpty() ? what + "." : what + "; did you mean " + String.join(", ", alike) + "?";
  }
}
