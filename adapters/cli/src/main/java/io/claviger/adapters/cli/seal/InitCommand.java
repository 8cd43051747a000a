package io.claviger.adapters.cli.seal;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "init",
    header = "Initializes a control plane whose root key is split into shares.",
    description = {
      "",
      "Asks for the password of the first administrator, twice on a terminal, else as one line of"
          + " the standard input. Writes the shares to the standard output, one a line, this once:"
          + " give each to another person. Whoever has as many as the threshold has the root key.",
      "",
      "With --recipient, each share is encrypted to the public key of who is to keep it, so that"
          + " neither this output nor its reader has any. That one opens it with the private key:",
      "  openssl cms -decrypt -inform PEM -in my-share.pem -inkey my.key | bootstrap/run unseal",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run init --shares 5 --threshold 3",
      "  bootstrap/run init --shares 5 --threshold 3 <password-file | give-out-the-shares",
      "  bootstrap/run init --shares 3 --threshold 2 --recipient alice.pub bob.pub carol.crt"
    })
public final class InitCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  @Option(
      names = "--shares",
      paramLabel = "N",
      required = true,
      converter = Count.class,
      description = "How many shares to make.")
  private int shares;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      required = true,
      converter = Count.class,
      description = "How many of them unseal.")
  private int threshold;

  @Option(
      names = "--recipient",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "PEM files, one for each share, with a public key (openssl pkey -pubout) or a certificate:"
              + " RSA of 3072 bits or more, P-256, P-384 or P-521.")
  private List<Path> recipients = List.of();

  public InitCommand(Terminal terminal, ServerOptions server) {
    this.terminal = terminal;
    this.server = server;
  }

  @Override
  public Integer call() {
    JsonObject order = order();
    try (ControlPlane plane = server.anonymously()) {
      if (SealStatus.of(plane).initialized()) {
        throw invalid("the control plane is initialized already; its shares are shown only once");
      }
      try (Secret password = password()) {
        // JSON is the boundary where a secret becomes a string.
        show(
            plane
                .post(
                    "/api/sys/init",
                    JsonTree.object(order).add("bootstrap_password", password.revealText()).build())
                .value());
      }
    }
    terminal.note(
        "These are the only copies. "
            + threshold
            + " of them unseal the control plane after each start: bootstrap/run unseal");
    return ExitCode.OK;
  }

  private JsonObject order() {
    JsonObjectBuilder order = JsonTree.object().add("shares", shares).add("threshold", threshold);
    if (!recipients.isEmpty()) {
      order.add("recipients", new RecipientFiles(recipients).json());
    }
    return order.build();
  }

  private void show(JsonObject handedOut) {
    if (recipients.isEmpty()) {
      handedOut.getJsonArray("shares").getValuesAs(JsonString.class).forEach(this::show);
    } else {
      new RecipientFiles(recipients).say(terminal, handedOut.getJsonArray("encrypted_shares"));
      refuseLost(terminal.hasTakenAll());
    }
  }

  private Secret password() {
    Secret password = ask("Password of the user admin (not shown)");
    if (!terminal.isInteractive()) {
      return password;
    }
    try (Secret again = ask("The same again")) {
      if (!password.sameAs(again)) {
        throw invalid("the two passwords are not the same; nothing was initialized");
      }
    }
    return password;
  }

  private Secret ask(String prompt) {
    return terminal
        .secret(prompt)
        .orElseThrow(() -> invalid("a password is needed, on the terminal or the standard input"));
  }

  private void show(JsonString share) {
    try (Secret secret = Secret.ofText(share.getString())) {
      refuseLost(terminal.show(secret));
    }
  }

  private static void refuseLost(boolean taken) {
    if (!taken) {
      throw unavailable(
          "the standard output does not take the shares: they are lost, and so is what was"
              + " initialized. Make the installation anew, on an empty database, with an output"
              + " that has space and stays open");
    }
  }

  /** Does not repeat what is no number: it may be a share. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,3}")) {
        throw new TypeConversionException("it is a number");
      }
      return Integer.valueOf(text);
    }
  }
}
