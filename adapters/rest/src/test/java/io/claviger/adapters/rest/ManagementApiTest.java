package io.claviger.adapters.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ManagementApiTest {
  private TestControlPlane plane;
  private Client admin;

  @BeforeEach
  void start() {
    plane = new TestControlPlane(true);
    admin = TestLogin.withToken(plane);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void aGroupIsMadeReplacedListedAndDeleted() {
    HttpResponse<String> made =
        admin.send(
            "POST",
            "/api/gateway_groups",
            "{\"id\":\"g\",\"name\":\"G\",\"labels\":{\"a\":\"b\"},\"apisix_version\":\"3.18.1\"}");
    assertEquals(201, made.statusCode(), made.body());
    assertEquals("3.18.1", Client.value(made).getString("apisix_version"));
    HttpResponse<String> replaced =
        admin.send("PUT", "/api/gateway_groups/g", "{\"id\":\"g\",\"name\":\"H\"}");
    assertEquals("H", Client.value(replaced).getString("name"));
    assertTrue(Client.value(replaced).getJsonObject("labels").isEmpty());
    JsonObject list = Client.json(admin.get("/api/gateway_groups"));
    assertEquals(2, list.getInt("total"));
    assertEquals("g", Client.value(admin.get("/api/gateway_groups/g")).getString("id"));
    assertEquals(
        409,
        admin.send("POST", "/api/gateway_groups", "{\"id\":\"g\",\"name\":\"x\"}").statusCode());
    admin.send("PUT", "/apisix/admin/routes/r?gateway_group_id=g", "{\"uri\":\"/\"}");
    assertEquals(409, admin.send("DELETE", "/api/gateway_groups/g", "").statusCode());
    HttpResponse<String> deleted = admin.send("DELETE", "/api/gateway_groups/g?force=true", "");
    assertEquals("{\"value\":{\"id\":\"g\"}}", deleted.body());
    assertEquals(404, admin.get("/api/gateway_groups/g").statusCode());
  }

  @Test
  void commandsAreReadStrictly() {
    Map<String, String> refusals =
        Map.of(
            "{\"name\":\"x\",\"nmae\":\"y\"}", "nmae: is not known here",
            "{\"name\":\"x\",\"<odd>\":\"y\"}", "a member: is not known here",
            "{\"name\":7}", "name: expected a string",
            "{\"labels\":{}}", "name: is missing",
            "{\"name\":\"x\",\"labels\":[]}", "labels: expected an object of strings",
            "{\"name\":\"x\",\"labels\":{\"planted9\":1}}", "labels: expected a string",
            "{\"name\":\"a\\u0000b\"}", "name: must not hold the character U+0000");
    refusals.forEach(
        (body, message) -> {
          HttpResponse<String> answer = admin.send("POST", "/api/gateway_groups", body);
          assertEquals(400, answer.statusCode(), body);
          assertTrue(Client.json(answer).getString("error_msg").startsWith(message), answer.body());
          assertFalse(answer.body().contains("planted9"));
          assertFalse(answer.body().contains("odd"));
        });
    for (String expires : List.of("1e300", "1.5", "-1", "99999999999999", "\"x\"", "null")) {
      String body = "{\"name\":\"t\",\"expires_at\":" + expires + "}";
      assertEquals(400, admin.send("POST", "/api/tokens", body).statusCode(), expires);
    }
  }

  @Test
  void whatStandsForASecretIsTheNameOfNothing() {
    for (String text : List.of("cvg1.0123456789abcdef.AAAA", "$sealed://AAAA", "$SEALED://")) {
      String name = "{\"name\":\"" + text + "\"}";
      assertNotNamed("name", "POST", "/api/gateway_groups", name);
      assertNotNamed("name", "PUT", "/api/gateway_groups/default", name);
      assertNotNamed("name", "POST", "/api/tokens", name);
      assertNotNamed("name", "POST", "/api/gateway_groups/default/dp_client_certificates", name);
      for (String members :
          List.of(
              "\"description\":\"" + text + "\"",
              "\"labels\":{\"a\":\"" + text + "\"}",
              "\"labels\":{\"" + text + "\":\"a\"}")) {
        String field = members.substring(1, members.indexOf('"', 1));
        String body = "{\"name\":\"a\"," + members + "}";
        assertNotNamed(field, "POST", "/api/gateway_groups", body);
        assertNotNamed(field, "PUT", "/api/gateway_groups/default", body);
      }
    }
    assertNotNamed("id", "POST", "/api/gateway_groups", "{\"id\":\"cvg1.a\",\"name\":\"a\"}");
  }

  private void assertNotNamed(String field, String method, String path, String body) {
    HttpResponse<String> answer = admin.send(method, path, body);

    assertEquals(400, answer.statusCode(), body);
    assertEquals(
        field + ": starts as a marker or a ciphertext does; use another text",
        Client.json(answer).getString("error_msg"));
  }

  @Test
  void aDataPlaneIsEnrolledListedAndRevoked() {
    String issue = "/api/gateway_groups/default/dp_client_certificates";
    HttpResponse<String> withKey = admin.send("POST", issue, "{\"name\":\"dp1\"}");
    assertEquals(201, withKey.statusCode(), withKey.body());
    assertEquals("KEY", Client.value(withKey).getString("private_key"));
    HttpResponse<String> byCsr =
        admin.send("POST", issue, "{\"name\":\"dp2\",\"csr\":\"PEM\",\"ttl_seconds\":3600}");
    assertFalse(Client.value(byCsr).containsKey("private_key"));
    assertEquals(400, admin.send("POST", issue, "{\"name\":\"d\",\"ttl_seconds\":1}").statusCode());

    JsonObject list = Client.json(admin.get("/api/gateway_groups/default/instances"));
    assertEquals(2, list.getInt("total"));
    JsonObject first = list.getJsonArray("list").getJsonObject(0);
    assertEquals("01", first.getString("certificate_serial"));
    assertFalse(first.containsKey("ip_address"));

    String instance = "/api/gateway_groups/default/instances/" + first.getString("id");
    assertEquals(200, admin.send("DELETE", instance, "").statusCode());
    assertEquals(404, admin.send("DELETE", instance, "").statusCode());
    assertEquals(
        404, admin.send("DELETE", "/api/gateway_groups/default/instances/1-1", "").statusCode());
  }

  @Test
  void theConfigurationOfADataPlaneIsYamlWithoutASecret() {
    HttpResponse<String> answer =
        admin.get("/api/gateway_groups/default/dp_config?host=cp.example.com&port=17943");
    assertEquals(200, answer.statusCode());
    assertEquals("application/yaml", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(
        answer.body().contains("https://cp.example.com:17943/api/dataplane/wire_keyring"),
        answer.body());
    Map<String, Object> tree = new Yaml().load(answer.body());
    String parsed = tree.toString();
    assertTrue(parsed.contains("host=[https://cp.example.com:17943]"), parsed);
    assertTrue(
        parsed.contains("keyring=[${{CLAVIGER_WIRE_KEY}}, ${{CLAVIGER_WIRE_KEY_BEFORE}}]"), parsed);
    assertTrue(parsed.contains("enable_encrypt_fields=false"), parsed);
    assertEquals(
        400, admin.get("/api/gateway_groups/default/dp_config?host=evil.example").statusCode());
    assertEquals(400, admin.get("/api/gateway_groups/default/dp_config?port=0").statusCode());
  }

  @Test
  void theAuditLogTellsWhoDidWhat() {
    HttpResponse<String> put = admin.send("PUT", "/apisix/admin/routes/r", "{\"uri\":\"/\"}");
    String me = Client.value(admin.get("/api/me")).getString("id");
    JsonObject found =
        Client.json(
            admin.get("/api/audit_logs?event_type=gateway:PutRoute&page_size=1&operator_id=" + me));
    assertEquals(1, found.getInt("total"));
    JsonObject entry = found.getJsonArray("list").getJsonObject(0);
    assertEquals("user:" + me, entry.getJsonObject("operator").getString("id"));
    assertEquals("routes/r", entry.getString("resource_id"));
    assertEquals("default", entry.getString("gateway_group_id"));
    assertEquals("done", entry.getString("outcome"));
    assertEquals(201, entry.getInt("status"));
    assertEquals("/", entry.getJsonObject("body").getString("uri"));
    assertEquals(
        put.headers().firstValue("X-Request-Id").orElseThrow(), entry.getString("request_id"));
    String one = "/api/audit_logs/" + entry.getString("id");
    assertEquals(entry, Client.value(admin.get(one)));
    assertEquals(404, admin.get("/api/audit_logs/" + UUID.randomUUID()).statusCode());
    assertEquals(404, admin.get("/api/audit_logs/planted").statusCode());
    assertEquals(400, admin.get("/api/audit_logs?page_size=501").statusCode());
    assertEquals(400, admin.get("/api/audit_logs?start_at=yesterday").statusCode());
  }
}
