package io.claviger.adapters.cli.status;

import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import jakarta.json.JsonObject;
import java.util.List;

/** One line for each keyring. */
record KeyringTable(Terminal terminal) {
  private static final String LINE = "%-20s %9s  %-17s %12s %10s  %s";

  void show(ControlPlane plane) {
    Answer groups = plane.get("/api/gateway_groups");
    groups.good();
    terminal.say("");
    terminal.say(
        String.format(
            LINE,
            "Group",
            "revision",
            "primary key",
            "decrypt only",
            "destroyed",
            "re-encryption"));
    line(plane, "(system)", "", "/api/sys/keyring");
    for (JsonObject group : groups.list()) {
      String id = group.getString("id");
      line(
          plane,
          id,
          group.getJsonNumber("revision").toString(),
          "/api/gateway_groups/" + id + "/keyring");
    }
  }

  /** What this token may not see, or is gone meanwhile, is one line, too. */
  private void line(ControlPlane plane, String name, String revision, String path) {
    Answer keyring = plane.get(path);
    Answer reencryption = plane.get(path + "/reencryption");
    if (!keyring.isGood() || !reencryption.isGood()) {
      String why = (keyring.isGood() ? reencryption : keyring).message();
      terminal.say(String.format("%-20s %9s  %s", name, revision, why));
      return;
    }
    List<JsonObject> keys = keyring.value().getJsonArray("keys").getValuesAs(JsonObject.class);
    String primary =
        keys.stream()
            .filter(key -> key.getString("state").equals("primary"))
            .map(key -> key.getString("id"))
            .findFirst()
            .orElse("");
    terminal.say(
        String.format(
            LINE,
            name,
            revision,
            primary,
            count(keys, "decrypt_only"),
            count(keys, "destroyed"),
            text(reencryption.value())));
  }

  private static long count(List<JsonObject> keys, String state) {
    return keys.stream().filter(key -> key.getString("state").equals(state)).count();
  }

  private static String text(JsonObject reencryption) {
    String state = reencryption.getString("state");
    return state.equals("running")
        ? state
            + ", "
            + reencryption.getJsonNumber("done")
            + " of "
            + reencryption.getJsonNumber("total")
        : state;
  }
}
