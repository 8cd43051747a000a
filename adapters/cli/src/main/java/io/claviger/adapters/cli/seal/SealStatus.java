package io.claviger.adapters.cli.seal;

import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Whether the root key is at hand, in the control plane's words. */
public record SealStatus(
    String type, boolean initialized, boolean sealed, int shares, int threshold, int progress) {
  private static final int NO_SUCH_ROUTE = 404;
  private static final int NO_PUBLIC_ROUTE = 401;

  static SealStatus of(ControlPlane plane) {
    return of(plane.get("/api/sys/seal-status").value());
  }

  /** Empty where a control plane has no such thing. */
  public static Optional<SealStatus> ifKnown(ControlPlane plane) {
    Answer answer = plane.get("/api/sys/seal-status");
    return answer.status() == NO_SUCH_ROUTE || answer.status() == NO_PUBLIC_ROUTE
        ? Optional.empty()
        : Optional.of(of(answer.value()));
  }

  private static SealStatus of(JsonObject json) {
    return new SealStatus(
        json.getString("type"),
        json.getBoolean("initialized"),
        json.getBoolean("sealed"),
        json.getInt("shares", 0),
        json.getInt("threshold", 0),
        json.getInt("progress", 0));
  }

  /** In one line. */
  public String text() {
    return type
        + (!initialized
            ? ", not initialized: bootstrap/run init"
            : sealed ? ", sealed: " + progressText() + " shares given" : ", open");
  }

  String progressText() {
    return progress + " of " + threshold;
  }
}
