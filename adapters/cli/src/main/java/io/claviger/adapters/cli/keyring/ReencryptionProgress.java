package io.claviger.adapters.cli.keyring;

import io.claviger.adapters.cli.machine.ProgressLine;
import io.claviger.adapters.cli.server.ControlPlane;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** How far a re-encryption is, in the control plane's words. */
record ReencryptionProgress(
    String state, long total, long done, double rate, Optional<Duration> left) {
  static ReencryptionProgress of(ControlPlane plane, KeyringOption keyring) {
    return of(plane.get(keyring.path() + "/reencryption").value());
  }

  static ReencryptionProgress of(JsonObject json) {
    return new ReencryptionProgress(
        json.getString("state"),
        json.getJsonNumber("total").longValue(),
        json.getJsonNumber("done").longValue(),
        json.getJsonNumber("rate").doubleValue(),
        json.get("eta_seconds") instanceof JsonNumber seconds
            ? Optional.of(Duration.ofSeconds(seconds.longValue()))
            : Optional.empty());
  }

  boolean isRunning() {
    return state.equals("running");
  }

  boolean hasFailed() {
    return state.equals("failed");
  }

  void showOn(ProgressLine line) {
    line.show(done, total, rate, left);
  }

  String sentence() {
    return isRunning()
        ? "Running: " + done + " of " + total + " values are under the primary key."
        : "Done: all values are under the primary key, " + total + " were moved.";
  }
}
