package io.claviger.tests.endtoend;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/** The calls about the wire keyring of one gateway group. */
record WireKeyringClient(AdminClient admin, String group) {
  Answer get() {
    return admin.get(path());
  }

  Answer step(String step) {
    return admin.send("POST", path() + "/" + step, new byte[0]);
  }

  private String path() {
    return "/api/gateway_groups/" + group + "/wire_keyring";
  }

  /** Newest first. */
  List<JsonObject> keys() {
    return get().expect(200).value().getJsonArray("keys").getValuesAs(JsonObject.class);
  }

  List<String> states() {
    return keys().stream().map(key -> key.getString("state")).toList();
  }

  List<String> waiting() {
    return get().expect(200).value().getJsonArray("waiting").getValuesAs(JsonString::getString);
  }
}
