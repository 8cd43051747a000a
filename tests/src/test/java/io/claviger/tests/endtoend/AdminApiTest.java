package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The Admin API as tools that know APISIX's use it. Every test has a gateway group of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminApiTest {
  private static final String UPSTREAM = "{\"type\":\"roundrobin\",\"nodes\":{\"127.0.0.1:80\":1}}";
  private static final String ROUTE = "{\"uri\":\"/a\",\"upstream\":" + UPSTREAM;

  private ClavigerProcess process;
  private AdminClient admin;
  private String group;
  private int groups;

  @BeforeAll
  void start(@TempDir Path home) {
    process = ClavigerProcess.in(home).start();
    admin = process.admin();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  @BeforeEach
  void newGroup() {
    group = "group-" + ++groups;
    admin
        .post("/api/gateway_groups", JsonTree.object().add("id", group).add("name", group).build())
        .expect(201);
  }

  private String at(String address) {
    return "/apisix/admin/"
        + address
        + (address.contains("?") ? "&" : "?")
        + "gateway_group_id="
        + group;
  }

  private Answer get(String address) {
    return admin.get(at(address));
  }

  private Answer put(String address, String body) {
    return admin.put(at(address), body);
  }

  private Answer post(String address, String body) {
    return admin.send("POST", at(address), body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer patch(String address, String body) {
    return admin.patch(at(address), body);
  }

  private Answer delete(String address) {
    return admin.delete(at(address));
  }

  private static void assertError(int status, String text, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    String message = answer.json().getString("error_msg");
    assertTrue(message.contains(text), message);
  }

  @Test
  void anEmptyListIs200() {
    for (String kind : Addresses.lists()) {
      assertEquals(
          StrictJson.parse("{\"list\":[],\"total\":0}"), get(kind).expect(200).json(), kind);
    }
  }

  @Test
  void everyAnswerSaysTheVersionOfTheApi() {
    for (Answer answer :
        List.of(
            get("routes"),
            get("nothing"),
            put("routes/1", "{}"),
            process.stranger().get("/apisix/admin/routes"))) {
      assertEquals("v3", answer.headers().get("x-api-version"));
      assertEquals("APISIX/3.18.0", answer.headers().get("server"));
      assertTrue(answer.headers().getOrDefault("content-type", "").startsWith("application/json"));
    }
  }

  @Test
  void aPutIs201WhereItIsNewAnd200WhereItReplaces() {
    JsonObject made = put("upstreams/u", UPSTREAM).expect(201).json();
    assertEquals(Set.of("key", "value"), made.keySet());
    assertEquals("/apisix/upstreams/u", made.getString("key"));
    JsonObject value = made.getJsonObject("value");
    assertEquals("u", value.getString("id"));
    assertTrue(value.getInt("create_time") > 0 && value.containsKey("update_time"));

    JsonObject replaced = put("upstreams/u", UPSTREAM.replace(":80", ":81")).expect(200).json();
    assertEquals(Set.of("key", "value"), replaced.keySet());

    JsonObject read = get("upstreams/u").expect(200).json();
    assertEquals(Set.of("key", "value", "createdIndex", "modifiedIndex"), read.keySet());
    assertEquals(1, read.getInt("createdIndex"));
    assertEquals(2, read.getInt("modifiedIndex"));
    assertEquals(replaced.get("value"), read.get("value"));
    assertEquals(value.getInt("create_time"), read.getJsonObject("value").getInt("create_time"));
  }

  @Test
  void whatIsStoredAlreadyMakesNoRevision() {
    put("upstreams/u", UPSTREAM).expect(201);
    JsonObject before = get("upstreams/u").expect(200).json();

    put("upstreams/u", UPSTREAM).expect(200);
    put("upstreams/u", before.getJsonObject("value").toString()).expect(200);
    patch("upstreams/u", "{}").expect(200);

    assertEquals(before, get("upstreams/u").expect(200).json());
  }

  @Test
  void anIdIsInTheAddressOrInTheDocumentAndPostMakesOne() {
    String withId = UPSTREAM.replace("{\"type", "{\"id\":\"in-it\",\"type");
    put("upstreams", withId).expect(201);
    get("upstreams/in-it").expect(200);
    assertError(400, "missing upstream id", put("upstreams", UPSTREAM));
    assertError(400, "wrong upstream id", put("upstreams/other", withId));
    put("upstreams/7", UPSTREAM.replace("{\"type", "{\"id\":7,\"type")).expect(201);

    JsonObject posted = post("upstreams", UPSTREAM).expect(201).json();
    assertEquals("/apisix/upstreams/00000000000000000003", posted.getString("key"));
    assertEquals("00000000000000000003", posted.getJsonObject("value").getString("id"));
    assertError(400, "do not need it", post("upstreams", withId));
    assertError(400, "do not need it", post("upstreams/x", UPSTREAM));
  }

  @Test
  void listsAreCompleteAscendingAndPaged() {
    for (int i = 11; i >= 0; i--) {
      put(
              "services/s%02d".formatted(i),
              "{\"name\":\"svc%d\",\"labels\":{\"l%d\":\"x\"},\"upstream\":%s}"
                  .formatted(i, i % 2, UPSTREAM))
          .expect(201);
    }
    List<String> all = keys("services");
    assertEquals(12, all.size());
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(all.subList(0, 10), keys("services?page=1&page_size=10"));
    assertEquals(all.subList(10, 12), keys("services?page=2&page_size=10"));
    assertEquals(List.of(), keys("services?page=3&page_size=10"));
    assertEquals(all, keys("services?page_size=500"));
    assertEquals(12, get("services?page=2&page_size=10").json().getInt("total"));
    for (String wrong : List.of("page_size=9", "page_size=501", "page=0", "page=x")) {
      assertError(400, "page", get("services?" + wrong));
    }
    assertEquals(List.of("s01", "s10", "s11"), ids("services?name=svc1"));
    assertEquals(List.of("s01", "s11"), ids("services?name=svc1&label=l1"));
    put("routes/r1", "{\"uri\":\"/one\",\"service_id\":\"s01\"}").expect(201);
    put("routes/r2", "{\"uris\":[\"/two\",\"/one\"],\"service_id\":\"s02\"}").expect(201);
    assertEquals(List.of("r1"), ids("routes?filter=service_id%3Ds01"));
    assertEquals(List.of("r1", "r2"), ids("routes?uri=/one"));
    assertEquals(List.of("r2"), ids("routes?uri=/two"));
    assertError(400, "filter", get("routes?filter=name%3Dx"));
  }

  private List<String> keys(String address) {
    return get(address)
        .expect(200)
        .json()
        .getJsonArray("list")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(item -> item.getString("key"))
        .toList();
  }

  private List<String> ids(String address) {
    return keys(address).stream().map(key -> key.substring(key.lastIndexOf('/') + 1)).toList();
  }

  @Test
  void patchMergesAndNullDeletesAndASubPathReplacesItsNode() {
    put("upstreams/u", UPSTREAM).expect(201);

    JsonObject merged =
        patch("upstreams/u", "{\"retries\":2,\"nodes\":{\"127.0.0.1:80\":null,\"127.0.0.1:81\":2}}")
            .expect(200)
            .value();
    assertEquals(2, merged.getInt("retries"));
    assertEquals(StrictJson.parse("{\"127.0.0.1:81\":2}"), merged.get("nodes"));
    assertFalse(
        patch("upstreams/u", "{\"retries\":null}").expect(200).value().containsKey("retries"));
    assertEquals(
        StrictJson.parse("{\"127.0.0.1:99\":1}"),
        patch("upstreams/u/nodes", "{\"127.0.0.1:99\":1}").expect(200).value().get("nodes"));
    assertEquals(3, patch("upstreams/u/retries", "3").expect(200).value().getInt("retries"));

    assertError(400, "/retries", patch("upstreams/u/retries", "\"x\""));
    assertError(400, "object", patch("upstreams/u", "[]"));
    assertEquals(3, get("upstreams/u").value().getInt("retries"));
    put("routes/r", "{\"uris\":[\"/a\",\"/b\"],\"upstream_id\":\"u\"}").expect(201);
    assertEquals(
        StrictJson.parse("[\"/a\",\"/c\"]"),
        patch("routes/r/uris/1", "\"/c\"").expect(200).value().get("uris"));
    assertError(400, "elements", patch("routes/r/uris/2", "\"/d\""));
    assertEquals(
        "Key not found",
        patch("upstreams/none", "{\"retries\":1}").expect(404).json().getString("message"));
  }

  @Test
  void whatIsNotThereIs404AndWhatIsNotForItIs405() {
    for (Answer answer :
        List.of(get("routes/none"), delete("routes/none"), get("consumers/jack/credentials"))) {
      assertEquals("Key not found", answer.expect(404).json().getString("message"));
    }
    assertError(404, "Unsupported resource type: ", get("nothing"));
    assertFalse(get("nothing").body().contains("nothing"));
    for (String not : List.of("credentials", "credentials/c", "gen_id")) {
      assertError(404, "Unsupported resource type: ", get(not));
    }
    assertError(405, "not supported `POST` method for consumers", post("consumers", "{}"));
    assertError(405, "not supported `PATCH` method for consumers", patch("consumers/x", "{}"));
    assertError(400, "missing route id", patch("routes", "{}"));
    assertError(400, "missing route id", delete("routes"));
    assertError(
        404, "no such gateway group", admin.get("/apisix/admin/routes?gateway_group_id=none"));
  }

  @Test
  void whatIsInUseIsDeletedByForceOnly() {
    put("upstreams/u", UPSTREAM).expect(201);
    put("routes/r", "{\"uri\":\"/a\",\"upstream_id\":\"u\"}").expect(201);
    for (String not : List.of("", "?force=1", "?force=TRUE", "?force=")) {
      assertError(
          400,
          "can not delete this upstream, route [r] is still using it now",
          delete("upstreams/u" + not));
    }
    assertEquals(
        StrictJson.parse("{\"deleted\":\"1\",\"key\":\"/apisix/upstreams/u\"}"),
        delete("upstreams/u?force=true").expect(200).json());
    get("routes/r").expect(200);
    delete("upstreams/u").expect(404);
  }

  @Test
  void aReferenceMustLeadSomewhereInTheSameGroup() {
    admin.put("/apisix/admin/upstreams/elsewhere", UPSTREAM);
    for (String member : List.of("upstream_id", "service_id")) {
      assertError(
          400, "/" + member, put("routes/r", "{\"uri\":\"/a\",\"" + member + "\":\"elsewhere\"}"));
    }
    assertError(400, "/upstream_id", put("services/s", "{\"upstream_id\":\"elsewhere\"}"));
    get("routes/r").expect(404);
  }

  @Test
  void whatADataPlaneWouldNotTakeIsRefused() {
    assertError(400, "/unknown", put("routes/r", ROUTE + ",\"unknown\":1}"));
    assertError(400, "/uri", put("routes/r", "{\"uri\":1,\"upstream\":" + UPSTREAM + "}"));
    assertError(400, "/create_time", put("routes/r", ROUTE + ",\"create_time\":5}"));
    assertError(
        400, "unknown plugin [no-such]", put("routes/r", ROUTE + ",\"plugins\":{\"no-such\":{}}}"));
    assertError(
        400, "batch-requests", put("routes/r", ROUTE + ",\"plugins\":{\"batch-requests\":{}}}"));
    assertError(
        400,
        "failed to check the configuration of plugin limit-count err: ",
        put("routes/r", ROUTE + ",\"plugins\":{\"limit-count\":{\"count\":\"x\"}}}"));
    assertError(400, "ttl", put("routes/r?ttl=5", ROUTE + "}"));
    get("routes/r").expect(404);
  }

  @Test
  void aConsumerIsReadMaskedAndSentBackAsItWasRead() {
    String jack = "{\"username\":\"jack\",\"plugins\":{\"key-auth\":{\"key\":\"jacks-key\"}}}";
    put("consumers", jack).expect(201);
    JsonObject read = get("consumers/jack").expect(200).json();
    String key = read.getJsonObject("value").toString();
    assertFalse(key.contains("jacks-key"));
    assertTrue(key.contains("$sealed://"), key);

    put("consumers", key).expect(200);
    put("consumers/jack", jack).expect(200);
    assertEquals(read, get("consumers/jack").expect(200).json());

    JsonObject edited =
        put("consumers", key.replace("{\"username", "{\"desc\":\"x\",\"username"))
            .expect(200)
            .value();
    assertEquals(read.getJsonObject("value").get("plugins"), edited.get("plugins"));
    String untimed = key.replaceAll(",\"(create|update)_time\":[0-9]+", "");
    assertError(
        400,
        "marker",
        put("consumers", untimed.replaceAll("sealed://.{22}", "sealed://AAAAAAAAAAAAAAAAAAAAAA")));
    assertError(400, "marker", put("consumers/tom", untimed.replace("jack", "tom")));
    assertError(400, "username", put("consumers/bob", jack));
    assertError(400, "username", put("consumers", "{}"));
  }

  @Test
  void markersOfAnArrayMayBeSentBackInAnotherOrder() {
    TestCertificate first = TestCertificate.of("a.example");
    TestCertificate second = TestCertificate.of("b.example");
    TestCertificate third = TestCertificate.of("c.example");
    String ssl =
        JsonTree.object()
            .add("cert", first.certificate())
            .add("key", first.key())
            .add("certs", JsonTree.array().add(second.certificate()).add(third.certificate()))
            .add("keys", JsonTree.array().add(second.key()).add(third.key()))
            .add("snis", JsonTree.array().add("a.example"))
            .build()
            .toString();
    put("ssls/s", ssl).expect(201);
    JsonObject value = get("ssls/s").expect(200).value();

    String reordered =
        JsonTree.object(value)
            .add("certs", reversed(value, "certs"))
            .add("keys", reversed(value, "keys"))
            .build()
            .toString();
    JsonObject written = put("ssls/s", reordered).expect(200).value();
    assertEquals(2, written.getJsonArray("keys").size());
    assertEquals(3, get("ssls/s").json().getJsonArray("metadata").size());

    String mismatched =
        JsonTree.object(written).add("keys", reversed(written, "keys")).build().toString();
    assertError(400, "key", put("ssls/s", mismatched));
  }

  private static JsonValue reversed(JsonObject object, String member) {
    return JsonTree.array()
        .add(object.getJsonArray(member).get(1))
        .add(object.getJsonArray(member).get(0))
        .build();
  }

  @Test
  void anSslIsCheckedAndItsMetadataStandsBesideItsValue() {
    TestCertificate good = TestCertificate.of("a.example");
    put("ssls/s", good.ssl("a.example")).expect(201);

    JsonObject read = get("ssls/s").expect(200).json();
    JsonObject value = read.getJsonObject("value");
    assertTrue(value.getString("cert").startsWith("$sealed://"));
    assertTrue(value.getString("key").startsWith("$sealed://"));
    JsonObject metadata = read.getJsonArray("metadata").getJsonObject(0);
    assertEquals("a.example", metadata.getJsonArray("names").getString(0));
    assertTrue(metadata.getInt("validity_end") > metadata.getInt("validity_start"));
    assertFalse(value.containsKey("metadata") || value.containsKey("validity_end"));
    put("ssls/s", value.toString()).expect(200);
    assertEquals(read, get("ssls/s").json());

    TestCertificate other = TestCertificate.of("a.example");
    assertError(
        400,
        "/",
        put("ssls/x", new TestCertificate(good.certificate(), other.key()).ssl("a.example")));
    assertError(400, "/", put("ssls/x", TestCertificate.expired("a.example").ssl("a.example")));
    assertError(400, "snis", put("ssls/x", good.ssl("b.example")));
    assertError(400, "/", put("ssls/x", TestCertificate.weak("a.example").ssl("a.example")));
    assertError(400, "/", put("ssls/x", new TestCertificate("x", "y").ssl("a.example")));
    get("ssls/x").expect(404);
  }
}
