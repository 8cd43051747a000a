package io.claviger.tests.endtoend;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * The calls about one keyring.
 *
 * @param path such as {@code /api/sys/keyring}
 */
record KeyringClient(AdminClient admin, String path) {
  static KeyringClient of(AdminClient admin, String group) {
    return new KeyringClient(admin, "/api/gateway_groups/" + group + "/keyring");
  }

  Answer rotate(String query) {
    return admin.send("POST", path + "/rotate" + query, new byte[0]);
  }

  Answer reencrypt() {
    return admin.send("POST", path + "/reencrypt", new byte[0]);
  }

  JsonObject reencryption() {
    return admin.get(path + "/reencryption").expect(200).value();
  }

  /** Newest first. */
  List<JsonObject> keys() {
    return admin.get(path).expect(200).value().getJsonArray("keys").getValuesAs(JsonObject.class);
  }

  List<String> idsOf(String state) {
    return keys().stream()
        .filter(key -> key.getString("state").equals(state))
        .map(key -> key.getString("id"))
        .toList();
  }

  Answer destroy(String key) {
    return admin.delete(path + "/keys/" + key);
  }
}
