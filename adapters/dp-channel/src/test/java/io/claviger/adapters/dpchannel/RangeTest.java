package io.claviger.adapters.dpchannel;

import static io.claviger.domain.resource.ResourceKind.ROUTE;
import static io.claviger.domain.resource.ResourceKind.SERVICE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  private final Plant plant = new Plant(DpServerConfig.Limits.DEFAULT, Plant.QUICK);
  private final EtcdClient client = plant.client();

  @AfterEach
  void close() {
    client.close();
    plant.close();
  }

  private Revision put(ResourceKind kind, String id) {
    Revision revision = plant.put(kind, id, "{\"id\":\"" + id + "\"}");
    plant.settle(revision);
    return revision;
  }

  /** All but the directories. */
  private static List<String> resources(EtcdClient.Response response) {
    return keys(response).stream().filter(key -> !key.endsWith("/")).toList();
  }

  private static List<String> keys(EtcdClient.Response response) {
    return response.json().getJsonArray("kvs").getValuesAs(JsonObject.class).stream()
        .map(entry -> decode(entry.getString("key")))
        .toList();
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
  }

  private static void refused(int status, int code, EtcdClient.Response response) {
    assertEquals(status, response.status(), response.text());
    assertTrue(response.json().get("error") instanceof JsonString);
    assertTrue(
        response.json().get("code") instanceof JsonNumber number && number.intValue() == code);
  }

  @Test
  void anEmptyGroupHasARevisionAndItsDirectories() {
    EtcdClient.Response response = client.range("/apisix", "/apisiy");
    assertEquals(200, response.status());
    assertEquals("0", response.json().getJsonObject("header").getString("revision"));
    assertEquals(
        Directories.NAMES.stream().map(name -> "/apisix/" + name + "/").toList(), keys(response));
    assertEquals("13", response.json().getString("count"));
  }

  @Test
  void whatHasNoEntriesLeavesThemOut() {
    EtcdClient.Response response = client.range("/apisix//phantomkey", "/apisix//phantomkez");
    assertEquals(200, response.status());
    assertFalse(response.json().containsKey("kvs"));
    assertFalse(response.json().containsKey("count"));
  }

  @Test
  void everyDirectoryIsFollowedByItsResourcesAndReadAlone() {
    put(SERVICE, "1");
    put(ROUTE, "1");
    put(ROUTE, "2");
    List<String> keys = keys(client.range("/apisix", "/apisiy"));
    int routes = keys.indexOf("/apisix/routes/");
    assertEquals(
        List.of("/apisix/routes/1", "/apisix/routes/2", "/apisix/secrets/", "/apisix/services/"),
        keys.subList(routes + 1, routes + 5));
    assertEquals("/apisix/services/1", keys.get(routes + 5));
    assertEquals(
        List.of("/apisix/routes/", "/apisix/routes/1", "/apisix/routes/2"),
        keys(client.range("/apisix/routes", "/apisix/routet")));
    JsonObject directory =
        client.range("/apisix/stream_routes/", "").json().getJsonArray("kvs").getJsonObject(0);
    assertEquals("init_dir", decode(directory.getString("value")));
    assertEquals("0", directory.getString("mod_revision"), "it is older than everything");
  }

  @Test
  void whoAsksWhereToBeginIsSentBackBeforeWhatItMayHaveRead() {
    Revision last = put(ROUTE, "1");
    EtcdClient.Response start = client.range("/apisix/", "");
    assertEquals(200, start.status());
    assertFalse(start.json().containsKey("kvs"));
    assertEquals("0", start.json().getJsonObject("header").getString("revision"));
    assertEquals(
        last.toString(),
        client.range("/apisix/routes/1", "").json().getJsonObject("header").getString("revision"));
  }

  @Test
  void entriesComeInOrderOfTheirKeysWithJsonValuesAndRevisions() {
    put(SERVICE, "s");
    put(ROUTE, "b");
    Revision last = put(ROUTE, "a");
    EtcdClient.Response response = client.range("/apisix", "/apisiy");
    assertEquals(
        List.of("/apisix/routes/a", "/apisix/routes/b", "/apisix/services/s"), resources(response));
    JsonObject first =
        client
            .range("/apisix/routes/", "/apisix/routes0")
            .json()
            .getJsonArray("kvs")
            .getJsonObject(1);
    assertEquals(last.toString(), first.getString("mod_revision"));
    assertEquals(last.toString(), first.getString("create_revision"));
    assertEquals(
        "a", StrictJson.object(decode(first.getString("value")).getBytes(UTF_8)).getString("id"));
    assertEquals("16", response.json().getString("count"));
    assertEquals(last.toString(), response.json().getJsonObject("header").getString("revision"));
  }

  @Test
  void aRangeEndsBeforeItsEndAndASingleKeyIsOne() {
    put(ROUTE, "1");
    put(ROUTE, "12");
    put(SERVICE, "1");
    assertEquals(2, resources(client.range("/apisix/routes", "/apisix/routet")).size());
    assertEquals(List.of("/apisix/routes/1"), keys(client.range("/apisix/routes/1", "")));
    assertEquals(3, resources(client.range("/", "\0")).size());
  }

  @Test
  void whatWasDeletedIsGone() {
    put(ROUTE, "1");
    plant.settle(plant.delete(ROUTE, "1"));
    EtcdClient.Response response = client.range("/apisix", "/apisiy");
    assertEquals(List.of(), resources(response));
    assertEquals("2", response.json().getJsonObject("header").getString("revision"));
  }

  @Test
  void integersMayBeStrings() {
    put(ROUTE, "1");
    EtcdClient.Response response =
        client.post(
            "/v3/kv/range",
            "{\"key\":\"Lw==\",\"range_end\":\"AA==\",\"limit\":\"0\",\"revision\":\"1\","
                + "\"sort_order\":\"NONE\",\"sort_target\":\"KEY\",\"serializable\":true}");
    assertEquals(1, resources(response).size());
  }

  @Test
  void aLimitAndACountAreHonoured() {
    put(ROUTE, "1");
    put(ROUTE, "2");
    JsonObject limited =
        client.post("/v3/kv/range", "{\"key\":\"Lw==\",\"range_end\":\"AA==\",\"limit\":1}").json();
    assertEquals(1, limited.getJsonArray("kvs").size());
    assertTrue(limited.getBoolean("more"));
    assertEquals("15", limited.getString("count"));
    JsonObject counted =
        client
            .post("/v3/kv/range", "{\"key\":\"Lw==\",\"range_end\":\"AA==\",\"count_only\":true}")
            .json();
    assertFalse(counted.containsKey("kvs"));
    assertEquals("15", counted.getString("count"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{",
        "{\"key\":1}",
        "{\"key\":\"\"}",
        "{\"key\":\"%%\"}",
        "{\"key\":\"Lw==\",\"keys_only\":true}",
        "{\"key\":\"Lw==\",\"revision\":99}",
        "{\"key\":\"Lw==\",\"limit\":-1}",
        "{\"key\":\"Lw==\",\"limit\":\"x\"}",
        "{\"key\":\"Lw==\",\"limit\":1e30}",
        "{\"key\":\"Lw==\",\"limit\":true}",
        "{\"key\":\"Lw==\",\"count_only\":1}",
        "{\"key\":\"Lw==\",\"min_mod_revision\":1}",
        "{\"key\":\"Lw==\",\"sort_order\":\"DESCEND\"}",
        "{\"key\":\"Lw==\",\"sort_target\":3}"
      })
  void whatIsNotServedIsRefusedWithAText(String body) {
    refused(400, 3, client.post("/v3/kv/range", body));
    assertEquals(200, client.get("/version").status(), "the connection goes on");
  }

  @Test
  void aBodyOfManyBuffersArrivesWhole() {
    String filler = "x".repeat(9_973);
    Revision last = Revision.NONE;
    for (int i = 0; i < 700; i++) {
      last =
          plant.store(
              ROUTE, "r" + (1000 + i), "{\"id\":\"" + i + "\",\"desc\":\"" + filler + "\"}");
    }
    plant.feeds.committed(plant.scope);
    plant.settle(last);
    EtcdClient.Response response = client.range("/apisix/routes", "/apisix/routet");
    assertTrue(response.body().length > 700 * 13_000);
    assertEquals(700, resources(response).size());
    assertEquals(200, client.get("/version").status(), "the connection goes on");
  }

  @Test
  void headersAndBodyMayArriveByteByByte() {
    String body = EtcdClient.rangeBody("/apisix", "/apisiy", "");
    EtcdClient.message("POST", "/v3/kv/range", body)
        .chars()
        .forEach(c -> client.send(Character.toString(c)));
    assertEquals(200, client.response().status());
  }

  @Test
  void theCommandLineOfApisixIsAnsweredAndItsConnectionClosed() {
    client.send(
        "GET /version HTTP/1.1\r\nHost: cp\r\nTE: trailers\r\nConnection: close, TE\r\n\r\n");
    EtcdClient.Response response = client.response();
    assertEquals("3.5.0", response.json().getString("etcdcluster"));
    assertTrue(client.chunk().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/auth/authenticate",
        "/v3/kv/put",
        "/v3/kv/deleterange",
        "/v3/kv/txn",
        "/v3/lease/grant",
        "/v3/kv/range/",
        "/v3/../version",
        "/api/dataplane/wire_keyring/x",
        "/"
      })
  void nothingElseIsThere(String path) {
    refused(404, 5, client.post(path, "{}"));
  }

  @Test
  void anotherMethodIsNotThere() {
    refused(404, 5, client.get("/v3/kv/range"));
    refused(404, 5, client.post("/version", ""));
  }

  @Test
  void whatIsTooLongIsRefusedAndTheConnectionEnds() {
    // Without the body, for which the server does not wait either.
    client.send("POST /v3/kv/range HTTP/1.1\r\nHost: cp\r\nContent-Length: 65537\r\n\r\n");
    refused(413, 3, client.response());
    assertTrue(client.chunk().isEmpty());
    try (EtcdClient other = plant.client()) {
      other.send("GET /version HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
      refused(431, 3, other.response());
    }
    try (EtcdClient other = plant.client()) {
      other.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");
      refused(414, 3, other.response());
    }
  }

  /** A status, and a request that comes to it; with a second one behind each. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 garbage",
        "400 GET /version HTTP/1.1",
        "400 GET /version HTTP/1.0|Host: cp",
        "400 GET /version HTTP/1.1|Host: cp|Host: cp",
        "400 GET https://cp/version HTTP/1.1|Host: cp",
        "400 GET cp:1 HTTP/1.1|Host: cp",
        "400 GET /version HTTP/1.1|Host: cp|broken header",
        "400 GET /version HTTP/1.1|Host: cp|X : y",
        "400 GET /version HTTP/1.1|Host: cp|Upgrade: h2c|Connection: upgrade",
        "417 POST /version HTTP/1.1|Host: cp|Expect: 100-continue|Content-Length: 40",
        "415 POST /version HTTP/1.1|Host: cp|Content-Encoding: gzip|Content-Length: 40",
        "400 POST /version HTTP/1.1|Host: cp|Content-Length: -1",
        "400 POST /version HTTP/1.1|Host: cp|Content-Length: +1",
        "400 POST /version HTTP/1.1|Host: cp|Content-Length: 1, 1",
        "400 POST /version HTTP/1.1|Host: cp|Content-Length: 1|Content-Length: 2",
        "400 POST /version HTTP/1.1|Host: cp|Content-Length: 4|Transfer-Encoding: chunked",
        "411 POST /version HTTP/1.1|Host: cp|Transfer-Encoding: chunked",
        "411 POST /version HTTP/1.1|Host: cp|Transfer-Encoding: xchunked",
        "411 POST /version HTTP/1.1|Host: cp|Transfer-Encoding: chunked|Trailer: x"
      })
  void aMalformedRequestIsRefusedAndTheConnectionEnds(String bytes) {
    String request = bytes.substring(4).replace("|", "\r\n") + "\r\n\r\n";
    client.send(request + "0\r\n\r\nGET /version HTTP/1.1\r\nHost: cp\r\n\r\n");
    refused(Integer.parseInt(bytes.substring(0, 3)), 3, client.response());
    assertTrue(client.chunk().isEmpty());
  }

  @Test
  void linesEndWithCarriageReturnAndLineFeed() {
    client.send("GET /version HTTP/1.1\nHost: cp\n\nGET /version HTTP/1.1\nHost: cp\n\n");
    refused(400, 3, client.response());
    assertTrue(client.chunk().isEmpty());
  }

  @Test
  void whoDoesNotWaitForAnAnswerIsCutOff() {
    String range =
        EtcdClient.message("POST", "/v3/kv/range", EtcdClient.rangeBody("/apisix", "/apisiy", ""));
    client.send(range.repeat(20));
    assertTrue(client.endsSoon());
  }

  @Test
  void aSlowRequestIsCutOff() {
    client.send("POST /v3/kv/range HTTP/1.1\r\nContent-Le");
    assertTrue(client.endsSoon());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v3/kv/range HTTP/1.1\r\nHost: localhost\r\nX: ",
        "POST /v3/kv/range HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n "
      })
  void aRequestThatComesByteByByteWithoutAnEndIsCutOff(String beginning) {
    client.send(beginning);
    try (Drip drip = new Drip(client.socket, ' ')) {
      assertTrue(client.endsSoon());
    }
  }

  @Test
  void theWireKeyringIsHandedOutAndWiped() {
    EtcdClient.Response response = client.get("/api/dataplane/wire_keyring");
    assertEquals("{\"keyring\":[\"0123456789abcdef\"]}", response.text());
    assertEquals("no-store", response.headers().get("cache-control"));
    assertThrows(IllegalStateException.class, plant.keyring::revealText, "it is wiped");
  }

  @Test
  void requestsAreCountedByTemplatesOnly() {
    client.range("/apisix", "/apisiy");
    client.get("/version?x=y");
    client.get("/somewhere/else");
    client.send("BREW /tea HTTP/1.1\r\nHost: cp\r\n\r\n");
    client.response();
    assertEquals(
        List.of(
            "dp POST /v3/kv/range 200",
            "dp GET /version 200",
            "dp GET other 404",
            "dp other other 404"),
        plant.counted);
  }

  @Test
  void whoFetchesTheKeyringIsTheConnectionThatAsksAndNotTheLastOfItsInstance() {
    List<String> addresses = new CopyOnWriteArrayList<>();
    DpCalls calls =
        new DpCalls(
            plant.dataPlanes,
            (presence, address, requestId) -> {
              addresses.add(address);
              return plant.keyring;
            },
            InstantSource.system());
    calls.answer(
        new DpCalls.Call("GET", "/api/dataplane/wire_keyring", new byte[0]),
        plant.peer(),
        "192.0.2.1",
        instance -> plant.dataPlanes.attach(plant.peer(), "192.0.2.2"));
    assertEquals(List.of("192.0.2.1"), addresses);
  }

  @Test
  void anInstanceThatFetchesItsKeyringAgainAndAgainDoesNotFillTheAuditLog() {
    List<String> fetched = new CopyOnWriteArrayList<>();
    plant.keyringCall =
        address -> {
          fetched.add(address);
          return Secret.ofText("{}");
        };
    for (int i = 0; i < 12; i++) {
      client.get("/api/dataplane/wire_keyring");
    }
    assertEquals(10, fetched.size());
    EtcdClient.Response refused = client.get("/api/dataplane/wire_keyring");
    assertEquals(429, refused.status());
    assertInstanceOf(JsonString.class, refused.json().get("error"));
    try (EtcdClient other = plant.client(plant.newInstance())) {
      assertEquals(200, other.get("/api/dataplane/wire_keyring").status());
    }
  }

  @Test
  void whoWasSeenWhileTheDatabaseWasDownIsWrittenDownLater() {
    client.get("/version");
    plant.stored.down = true;
    assertThrows(RefusedException.class, plant.dataPlanes::refresh);
    plant.stored.down = false;
    plant.dataPlanes.note();
    plant.dataPlanes.refresh();
    assertEquals(Set.of(plant.instance), plant.stored.gateways.seen.keySet());
    plant.stored.gateways.seen.clear();
    plant.dataPlanes.note();
    plant.dataPlanes.refresh();
    assertEquals(Set.of(), plant.stored.gateways.seen.keySet());
  }
}
