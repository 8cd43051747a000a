package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import java.nio.charset.StandardCharsets;

/** The Admin API for one gateway group. */
record GroupClient(AdminClient admin, String group) {
  /** Makes the group, with more members such as {@code ,"references":"gateway"}. */
  static GroupClient create(AdminClient admin, String group, String more) {
    String body = Json.of("{'id':%s,'name':%s", group, group) + more + "}";
    admin.send("POST", "/api/gateway_groups", body.getBytes(StandardCharsets.UTF_8)).expect(201);
    return new GroupClient(admin, group);
  }

  private String at(String address) {
    return "/apisix/admin/"
        + address
        + (address.contains("?") ? "&" : "?")
        + "gateway_group_id="
        + group;
  }

  Answer get(String address) {
    return admin.get(at(address));
  }

  Answer put(String address, String body) {
    return admin.put(at(address), body);
  }

  Answer post(String address, String body) {
    return admin.send("POST", at(address), body.getBytes(StandardCharsets.UTF_8));
  }

  Answer patch(String address, String body) {
    return admin.patch(at(address), body);
  }

  Answer delete(String address) {
    return admin.delete(at(address));
  }

  /** How often the group has changed. */
  int revision() {
    return admin.get("/api/gateway_groups/" + group).expect(200).value().getInt("revision");
  }

  static void assertError(int status, String text, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    String message = answer.json().getString("error_msg");
    assertTrue(message.contains(text), message);
  }
}
