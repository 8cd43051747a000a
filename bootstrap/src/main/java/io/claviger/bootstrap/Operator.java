package io.claviger.bootstrap;

import io.claviger.adapters.cli.OperatorCommands;
import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.crypto.file.PrivateFiles;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The program as an operator's tool: runs one command and ends. */
final class Operator {
  private Operator() {}

  /** Returns the exit code. */
  static int run(String... arguments) {
    return OperatorCommands.run(Console.terminal(), new OfSettings(), version(), arguments);
  }

  private static String version() {
    return "Claviger "
        + Optional.ofNullable(Operator.class.getPackage().getImplementationVersion())
            .orElse("from its sources");
  }

  /** The settings are read once, and only for a command that needs them. */
  private static final class OfSettings implements Supplier<Premises> {
    private @Nullable Premises read;

    @Override
    public Premises get() {
      if (read == null) {
        read = premises(Settings.load());
      }
      return read;
    }
  }

  private static Premises premises(Settings settings) {
    return new Premises(
        settings.dataDir(),
        settings.keysDir(),
        settings.adminPort(),
        settings.metricsPort(),
        Configuration::token,
        () -> checkPrivate(PrivateDirectories.of(settings), PrivateFiles.ofThisUser()));
  }

  private static void checkPrivate(PrivateDirectories directories, PrivateFiles files) {
    directories.check(files);
    AdminTls.checkKey(files, directories.data());
  }
}
