package io.claviger.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real program, as an operator calls it for one command off a terminal. */
public final class OperatorCommand {
  private final Path home;
  private final Map<String, String> environment;
  private final List<String> command;

  OperatorCommand(Path home, Map<String, String> environment, List<String> command) {
    this.home = home;
    this.environment = new HashMap<>(environment);
    this.command = command;
  }

  /** What it ended with. */
  public record Ended(int code, String out, String err) {
    /** Itself, if it ended with this. */
    public Ended expect(int expected) {
      if (code != expected) {
        throw new AssertionError("expected " + expected + ", got " + code + ":\n" + out + err);
      }
      return this;
    }
  }

  public OperatorCommand with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Ended run() {
    return run("");
  }

  /**
   * @param input on its standard input
   */
  public Ended run(String input) {
    try {
      Path in = Files.createTempFile(home, "command-", ".in");
      Path out = Files.createTempFile(home, "command-", ".out");
      Path err = Files.createTempFile(home, "command-", ".err");
      Files.writeString(in, input);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("CLAVIGER_"));
      builder.environment().putAll(environment);
      Process process =
          builder
              .directory(home.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int code = process.waitFor();
      Files.delete(in);
      return new Ended(code, text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }
}
