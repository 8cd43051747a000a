package io.claviger.adapters.cli;

import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.domain.shared.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a command said and ended with. */
public record Called(int code, String out, String err) {
  /** Off a terminal. */
  public static Called with(Supplier<Premises> premises, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = run(terminal(input, out, err), premises, arguments);
    return new Called(code, text(out), text(err));
  }

  /**
   * At a terminal, where somebody types these lines, one after each prompt, and then nothing more.
   * The prompts are written beside the result, each as a line.
   */
  public static Called typing(
      Supplier<Premises> premises, List<String> lines, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Iterator<String> left = lines.iterator();
    Terminal.Typist typist =
        prompt -> {
          err.writeBytes((prompt + "\n").getBytes(StandardCharsets.UTF_8));
          return left.hasNext() ? left.next().toCharArray() : null;
        };
    int code = run(terminal("", out, err, Optional.of(typist)), premises, arguments);
    return new Called(code, text(out), text(err));
  }

  private static int run(Terminal terminal, Supplier<Premises> premises, String... arguments) {
    return OperatorCommands.run(terminal, premises, "Claviger of the tests", arguments);
  }

  /** As {@link #with}, where the disk of the output is full. */
  public static Called withFullOutput(
      Supplier<Premises> premises, String input, String... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = run(terminal(input, full, err), premises, arguments);
    return new Called(code, "", text(err));
  }

  /** Of a machine with nothing on it. */
  public static Premises premises(Path home, String token) {
    return new Premises(
        home,
        home.resolve("keys"),
        0,
        0,
        () -> token.isEmpty() ? Optional.empty() : Optional.of(Secret.ofText(token)),
        () -> {});
  }

  public static Terminal terminal(String input, OutputStream out, ByteArrayOutputStream err) {
    return terminal(input, out, err, Optional.empty());
  }

  private static Terminal terminal(
      String input, OutputStream out, ByteArrayOutputStream err, Optional<Terminal.Typist> typist) {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        typist,
        false);
  }

  /** Where somebody sits who types nothing. */
  public static Terminal attended(OutputStream out, ByteArrayOutputStream err) {
    return terminal("", out, err, Optional.of(prompt -> null));
  }

  public static String text(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Itself, if it ended with this. */
  public Called expect(int expected) {
    if (code != expected) {
      throw new AssertionError("expected " + expected + ", got " + code + ":\n" + out + err);
    }
    return this;
  }
}
