package io.claviger.adapters.cli.status;

import io.claviger.adapters.cli.machine.ExitCode;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.seal.SealStatus;
import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.ServerOptions;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    header = "Shows whether a control plane is ready, its seal, its groups and their keyrings.",
    description = {
      "",
      "What strangers may know is shown without a token; groups and keyrings need one.",
      "",
      "Ends with 0 if the control plane is ready.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bootstrap/run status",
      "  CLAVIGER_TOKEN_FILE=token bootstrap/run status --address https://cp.example:7443"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server;

  private final String version;

  /**
   * @param version of this program
   */
  public StatusCommand(Terminal terminal, ServerOptions server, String version) {
    this.terminal = terminal;
    this.version = version;
    this.server = server;
  }

  @Override
  public Integer call() {
    boolean ready;
    boolean sealed;
    try (ControlPlane plane = server.anonymously()) {
      Answer health = plane.get("/healthz").good();
      line("Control plane", plane.address() + ", answers");
      Answer readiness = plane.get("/readyz");
      ready = readiness.isGood();
      line("Ready", ready ? "yes" : "no: " + reasons(readiness));
      SealStatus seal = SealStatus.ifKnown(plane).orElse(null);
      sealed = seal != null && seal.sealed();
      line("Seal", seal == null ? "unknown to this version" : seal.text());
      line("Certificate", "good until " + health.certificate().getNotAfter().toInstant());
      line("This program", version);
    }
    if (!sealed) {
      showKeyrings();
    }
    return ready ? ExitCode.OK : ExitCode.FAILED;
  }

  private void showKeyrings() {
    try (ControlPlane plane = server.withTokenIfGiven()) {
      if (plane.hasToken()) {
        new KeyringTable(terminal).show(plane);
      } else {
        terminal.note("Groups and keyrings are shown with a token: CLAVIGER_TOKEN");
      }
    }
  }

  private void line(String name, String value) {
    terminal.say(String.format("%-15s %s", name, value));
  }

  private static String reasons(Answer answer) {
    return answer.json().get("reasons") instanceof JsonArray reasons
        ? String.join(
            ", ",
            reasons.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList())
        : answer.message();
  }
}
