package io.claviger.adapters.cli.machine;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.Secret;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. Results go to the standard output, everything else to the
 * standard error. A line that is written holds no control character, whoever it comes from, so that
 * a control plane cannot play with the terminal of its operator.
 */
public final class Terminal {
  private final SecretLines in;
  private final PrintStream out;
  private final PrintStream err;
  private final Optional<Typist> typist;
  private final boolean echoes;
  private boolean overwriting;

  /** Who sits there. */
  @FunctionalInterface
  public interface Typist {
    /**
     * What is typed after a prompt and not shown; null if nothing more comes. The caller wipes it.
     */
    char @Nullable [] type(String prompt);
  }

  /**
   * @param typist there if input and output are a terminal
   * @param echoes whether what is typed into {@code in} would be shown
   */
  public Terminal(
      InputStream in, PrintStream out, PrintStream err, Optional<Typist> typist, boolean echoes) {
    this.in = new SecretLines(in, "the standard input");
    this.out = out;
    this.err = err;
    this.typist = typist;
    this.echoes = echoes;
  }

  /** Whether somebody sits there. */
  public boolean isInteractive() {
    return typist.isPresent();
  }

  /** A line of the result. */
  public void say(String line) {
    clear();
    out.println(plain(line));
    out.flush();
  }

  /** A line beside the result. */
  public void note(String line) {
    clear();
    err.println(plain(line));
    err.flush();
  }

  /**
   * A line of the result that is a secret, which no string is made of.
   *
   * @return whether the output has taken everything so far, as far as can be known
   */
  public boolean show(Secret secret) {
    secret.revealTo(bytes -> out.write(bytes, 0, bytes.length));
    out.println();
    return hasTakenAll();
  }

  /** Whether the output has taken everything so far, as far as can be known. */
  public boolean hasTakenAll() {
    return !out.checkError();
  }

  /** Replaces the last line that was written by this; only where somebody sits there. */
  void overwrite(String line) {
    overwriting = true;
    err.print("\r" + plain(line) + "\u001b[K");
    err.flush();
  }

  /** The line stays, and what is written next begins another. */
  void endOverwriting() {
    if (overwriting) {
      overwriting = false;
      err.println();
      err.flush();
    }
  }

  private void clear() {
    if (overwriting) {
      overwriting = false;
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  /**
   * Asks for a secret: on a terminal without showing what is typed, else the next line of the
   * standard input. Empty at the end of the input and where nothing was typed.
   */
  public Optional<Secret> secret(String prompt) {
    return typist
        .map(there -> typed(there, prompt))
        .orElseGet(this::fromInput)
        .filter(secret -> secret.length() > 0);
  }

  private static Optional<Secret> typed(Typist typist, String prompt) {
    return Optional.ofNullable(typist.type(prompt + ": ")).map(Terminal::utf8);
  }

  private Optional<Secret> fromInput() {
    return lines().next();
  }

  /** The standard input, as lines. */
  public SecretLines lines() {
    if (echoes) {
      throw invalid(
          "what is typed here would be shown, because only the input is a terminal: leave the"
              + " output to the terminal as well, or feed the input from a file or a pipe");
    }
    return in;
  }

  private static Secret utf8(char[] typed) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes).clear().put(new byte[encoded.capacity()]);
    Arrays.fill(typed, '\0');
    return Secret.of(bytes);
  }

  /** For what formats its lines itself, such as a help. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, out.charset());
  }

  public PrintWriter errWriter() {
    return new PrintWriter(err, true, err.charset());
  }

  private static String plain(String line) {
    return line.replaceAll("\\p{C}", " ");
  }
}
