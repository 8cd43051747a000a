package io.claviger.adapters.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminApiTest {
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

  private HttpResponse<String> put(String path, String body) {
    return admin.send("PUT", "/apisix/admin/" + path, body);
  }

  @Test
  void aResourceIsWrittenReadListedPatchedAndDeletedInApisixsShapes() {
    HttpResponse<String> created = put("routes/r1", "{\"uri\":\"/a\",\"name\":\"one\"}");
    assertEquals(201, created.statusCode());
    assertEquals(List.of("key", "value"), List.copyOf(Client.json(created).keySet()));
    assertEquals("/apisix/routes/r1", Client.json(created).getString("key"));

    assertEquals(200, put("routes/r1", "{\"uri\":\"/b\"}").statusCode());
    JsonObject read = Client.json(admin.get("/apisix/admin/routes/r1"));
    assertEquals("/b", read.getJsonObject("value").getString("uri"));
    assertEquals(1, read.getInt("createdIndex"));
    assertEquals(2, read.getInt("modifiedIndex"));

    HttpResponse<String> patched =
        admin.send("PATCH", "/apisix/admin/routes/r1/labels", "{\"a/b\":\"c\"}");
    assertEquals(200, patched.statusCode(), patched.body());
    HttpResponse<String> node =
        admin.send("PATCH", "/apisix/admin/routes/r1/labels/a%2Fb", "\"d\"");
    assertEquals("d", Client.value(node).getJsonObject("labels").getString("a/b"));
    assertEquals(
        200, admin.send("PATCH", "/apisix/admin/routes/r1", "{\"labels\":null}").statusCode());

    HttpResponse<String> deleted = admin.send("DELETE", "/apisix/admin/routes/r1", "");
    assertEquals("{\"deleted\":\"1\",\"key\":\"/apisix/routes/r1\"}", deleted.body());
    HttpResponse<String> gone = admin.get("/apisix/admin/routes/r1");
    assertEquals(404, gone.statusCode());
    assertEquals("{\"message\":\"Key not found\"}", gone.body());
  }

  @Test
  void anEmptyListIs200() {
    HttpResponse<String> empty = admin.get("/apisix/admin/upstreams");
    assertEquals(200, empty.statusCode());
    assertEquals("{\"list\":[],\"total\":0}", empty.body());
  }

  @Test
  void aPostMakesTheId() {
    HttpResponse<String> made = admin.send("POST", "/apisix/admin/routes", "{\"uri\":\"/\"}");
    assertEquals(201, made.statusCode());
    assertEquals("/apisix/routes/00000000000000000001", Client.json(made).getString("key"));
  }

  @Test
  void aConsumerIsPutByItsUsername() {
    HttpResponse<String> made = put("consumers", "{\"username\":\"jack\"}");
    assertEquals(201, made.statusCode(), made.body());
    assertEquals("/apisix/consumers/jack", Client.json(made).getString("key"));
    assertEquals(400, put("consumers", "{}").statusCode());
    assertEquals(400, put("consumers", "{\"username\":{}}").statusCode());
    HttpResponse<String> credentials = admin.get("/apisix/admin/consumers/jack/credentials");
    assertEquals(404, credentials.statusCode());
    assertEquals("Key not found", Client.json(credentials).getString("message"));
  }

  @Test
  void whatAKindDoesNotSupportIsNamedAsApisixNamesIt() {
    HttpResponse<String> post = admin.send("POST", "/apisix/admin/consumers", "{}");
    assertEquals(405, post.statusCode());
    assertEquals("{\"error_msg\":\"not supported `POST` method for consumers\"}", post.body());
    assertEquals(405, admin.send("PATCH", "/apisix/admin/consumers/x", "{}").statusCode());
    assertEquals(405, admin.send("PATCH", "/apisix/admin/consumers", "{}").statusCode());
    assertEquals(400, admin.send("POST", "/apisix/admin/routes/1", "{}").statusCode());
    assertEquals(400, admin.send("DELETE", "/apisix/admin/routes", "").statusCode());
    assertEquals(404, put("consumers/x/credentials/y", "{}").statusCode());
    assertEquals(400, put("routes/1?ttl=5", "{\"uri\":\"/\"}").statusCode());
  }

  @Test
  void anUnknownKindIs404WithoutItsOddText() {
    HttpResponse<String> named = admin.get("/apisix/admin/credentials");
    assertEquals(404, named.statusCode());
    assertTrue(Client.json(named).getString("error_msg").startsWith("Unsupported resource type: "));
    HttpResponse<String> odd = admin.get("/apisix/admin/S3cret-9");
    assertEquals(404, odd.statusCode());
    assertFalse(odd.body().contains("S3cret"), odd.body());
  }

  @Test
  void listsAreInOrderPagedAndSelected() {
    for (String id : List.of("b", "a", "c")) {
      put("routes/" + id, "{\"uri\":\"/" + id + "\",\"name\":\"n." + id + "\"}");
    }
    put("routes/d", "{\"uris\":[\"/x\",\"/y+\"],\"uri\":\"/\",\"labels\":{\"env\":\"t\"}}");
    assertEquals(List.of("a", "b", "c", "d"), ids(""));
    assertEquals(List.of("b"), ids("?name=n.b"));
    assertEquals(List.of(), ids("?name=n.*"));
    assertEquals(List.of("d"), ids("?uri=%2Fy%2B"));
    assertEquals(List.of("d"), ids("?label=env"));
    assertEquals(List.of(), ids("?filter=service_id%3D1%26upstream_id%3D2"));
    assertEquals(List.of(), ids("?page=2&page_size=10"));
    JsonObject second = Client.json(admin.get("/apisix/admin/routes?page=2"));
    assertEquals(4, second.getInt("total"));
    for (String query : List.of("page_size=9", "page_size=501", "page=0", "page=x", "filter=z")) {
      assertEquals(400, admin.get("/apisix/admin/routes?" + query).statusCode(), query);
    }
  }

  private List<String> ids(String query) {
    return Client.json(admin.get("/apisix/admin/routes" + query)).getJsonArray("list").stream()
        .map(item -> item.asJsonObject().getJsonObject("value").getString("id"))
        .toList();
  }

  @Test
  void aResourceInUseIsDeletedByForceOnly() {
    put("upstreams/u", "{}");
    put("routes/r", "{\"uri\":\"/\",\"upstream_id\":\"u\"}");
    for (String query : List.of("", "?force=1", "?force=TRUE")) {
      HttpResponse<String> refused = admin.send("DELETE", "/apisix/admin/upstreams/u" + query, "");
      assertEquals(400, refused.statusCode());
      assertEquals(
          "can not delete this upstream, route [r] is still using it now",
          Client.json(refused).getString("error_msg"));
    }
    assertEquals(
        200, admin.send("DELETE", "/apisix/admin/upstreams/u?force=true", "").statusCode());
  }

  @Test
  void aGroupsResourcesAreItsOwn() {
    admin.send("POST", "/api/gateway_groups", "{\"id\":\"g2\",\"name\":\"two\"}");
    assertEquals(201, put("routes/r?gateway_group_id=g2", "{\"uri\":\"/\"}").statusCode());
    assertEquals(404, admin.get("/apisix/admin/routes/r").statusCode());
    assertEquals(200, admin.get("/apisix/admin/routes/r?gateway_group_id=g2").statusCode());
    assertEquals(404, admin.get("/apisix/admin/routes?gateway_group_id=none").statusCode());
    assertEquals(400, admin.get("/apisix/admin/routes?gateway_group_id=a%2Fb").statusCode());
  }

  @Test
  void metadataOfCertificatesStandsBesideTheValue() {
    String body = "{\"cert\":\"c\",\"key\":\"k\",\"snis\":[\"example.com\"]}";
    for (HttpResponse<String> answer :
        List.of(put("ssls/s", body), admin.get("/apisix/admin/ssls/s"))) {
      JsonObject json = Client.json(answer);
      assertFalse(json.getJsonObject("value").containsKey("metadata"));
      JsonObject metadata = json.getJsonArray("metadata").getJsonObject(0);
      assertEquals("EC-P-256", metadata.getString("key_algorithm"));
      assertEquals(4_000_000_000L, metadata.getJsonNumber("validity_end").longValue());
    }
  }

  @Test
  void aSecretIsReadAsItsMarkerAndTheMarkerKeepsIt() {
    HttpResponse<String> made = put("routes/s", "{\"uri\":\"/\",\"hidden\":\"planted9\"}");
    assertFalse(made.body().contains("planted9"));
    JsonObject value = Client.value(admin.get("/apisix/admin/routes/s"));
    assertTrue(value.getString("hidden").startsWith("$sealed://"));
    assertEquals(200, put("routes/s", value.toString()).statusCode());
    assertEquals(1, Client.json(admin.get("/apisix/admin/routes/s")).getInt("modifiedIndex"));
    assertFalse(admin.get("/api/audit_logs").body().contains("planted9"));
  }

  @Test
  void aSubPathCannotNestADocumentTooDeep() {
    put("routes/deep", "{\"uri\":\"/\"}");
    String path = "/apisix/admin/routes/deep" + "/a".repeat(100);
    assertEquals(400, admin.send("PATCH", path, "1").statusCode());
    assertEquals(400, admin.send("PATCH", "/apisix/admin/routes/deep/a//b", "1").statusCode());
    assertEquals(200, admin.get("/apisix/admin/routes/deep").statusCode());
  }
}
