package io.claviger.tests.endtoend;

import static io.claviger.tests.endtoend.GroupClient.assertError;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What resources must be to each other, and which strings they may hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRulesTest {
  private static final String UPSTREAM = "{\"nodes\":{\"127.0.0.1:80\":1}}";
  private static final String SPLIT =
      "'traffic-split':{'rules':[{'weighted_upstreams':[{'upstream_id':%s}]}]}";

  private ClavigerProcess process;
  private AdminClient admin;
  private GroupClient group;
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
    group = GroupClient.create(admin, "rules-" + ++groups, "");
  }

  private static String in(String template, String... texts) {
    return Json.of(template, texts);
  }

  @Test
  void whatIsNamedMustBeThere() {
    Map<String, String> wrong =
        Map.of(
            "routes/plugin_config_id", in("{'uri':'/','plugin_config_id':'none'}"),
            "stream_routes/upstream_id", in("{'upstream_id':'none'}"),
            "stream_routes/service_id", in("{'service_id':'none'}"),
            "stream_routes/protocol/superior_id",
                in("{'protocol':{'name':'redis','superior_id':'none'}}"),
            "upstreams/tls/client_cert_id",
                in("{'nodes':{'a:1':1},'tls':{'client_cert_id':'none'}}"),
            "services/plugins/traffic-split/rules/0/weighted_upstreams/0/upstream_id",
                in("{'plugins':{" + SPLIT + "}}", "none"),
            "plugin_configs/plugins/grpc-transcode/proto_id",
                in(
                    "{'plugins':{'grpc-transcode':{'proto_id':'none','service':'s','method':'m'}}}"));
    wrong.forEach(
        (place, document) -> {
          String kind = place.substring(0, place.indexOf('/'));
          String needed =
              kind.equals("routes")
                  ? document.replace("{\"uri", "{\"upstream\":" + UPSTREAM + ",\"uri")
                  : document;
          assertError(
              400,
              place.substring(kind.length()) + ": there is no",
              group.put(kind + "/x", needed));
          group.get(kind + "/x").expect(404);
        });
    assertError(
        400,
        "/group_id: there is no consumer group",
        group.put("consumers", in("{'username':'x','group_id':'none'}")));
  }

  @Test
  void whatIsInUseIsDeletedByForceOnly() {
    for (KindSample sample : KindSample.all()) {
      group.put(sample.address(), sample.document()).expect(201);
    }
    Map<String, String> users =
        Map.of(
            "ssls/client", "can not delete this ssl, upstream [u] is",
            "upstreams/u", "can not delete this upstream, plugin config [pc] is",
            "protos/p", "can not delete this proto, service [s] is",
            "services/s", "can not delete this service, route [r] is",
            "plugin_configs/pc", "can not delete this plugin config, route [r] is",
            "consumer_groups/cg", "can not delete this consumer group, consumer [jack] is");
    users.forEach((address, message) -> assertError(400, message, group.delete(address)));
    users.keySet().forEach(address -> group.delete(address + "?force=true").expect(200));
    group.get("routes/r").expect(200);
  }

  @Test
  void aCertificateForUpstreamsIsOneForClients() {
    TestCertificate certificate = TestCertificate.of("a.example");
    group.put("ssls/server", certificate.ssl("a.example")).expect(201);
    String client =
        in("{'type':'client','cert':%s,'key':%s}", certificate.certificate(), certificate.key());
    group.put("ssls/client", client).expect(201);
    String upstream = in("{'nodes':{'a:1':1},'tls':{'client_cert_id':%s}}", "client");
    assertError(
        400, "type client", group.put("upstreams/u", upstream.replace("\"client\"", "\"server\"")));
    group.put("upstreams/u", upstream).expect(201);
    assertError(400, "/type", group.put("ssls/client", certificate.ssl("a.example")));
  }

  @Test
  void theKeyOfAnUpstreamsCertificateBelongsToItWhereverTheUpstreamStands() {
    TestCertificate one = TestCertificate.of("one.example");
    TestCertificate two = TestCertificate.of("two.example");
    String upstream = "{'nodes':{'a:1':1},'tls':{'client_cert':%s,'client_key':%s}}";
    Map<String, String> places =
        Map.of(
            "upstreams/x", upstream,
            "routes/x", "{'uri':'/','upstream':" + upstream + "}",
            "services/x", "{'upstream':" + upstream + "}",
            "stream_routes/x", "{'upstream':" + upstream + "}",
            "plugin_configs/x",
                "{'plugins':{'traffic-split':{'rules':[{'weighted_upstreams':[{'upstream':"
                    + upstream
                    + "}]}]}}}");
    places.forEach(
        (address, template) -> {
          assertError(
              400,
              "/tls/client_cert",
              group.put(address, in(template, one.certificate(), two.key())));
          Answer good = group.put(address, in(template, one.certificate(), one.key())).expect(201);
          assertFalse(good.body().contains("PRIVATE KEY"), address);
          assertTrue(good.body().contains("\"client_key\":\"$sealed://"), address);
        });
  }

  @Test
  void aPluginIsInOneGlobalRuleOnly() {
    group.put("global_rules/1", in("{'plugins':{'cors':{}}}")).expect(201);
    assertError(
        400,
        "the plugin cors is in the global rule [1] already",
        group.put("global_rules/2", in("{'plugins':{'cors':{}}}")));
    group.put("global_rules/1", in("{'plugins':{'cors':{'max_age':5}}}")).expect(200);
  }

  @Test
  void noTwoConsumersAreKnownByTheSame() {
    Map<String, String> plugins =
        Map.of(
            "key-auth", "'key':%s",
            "basic-auth", "'password':'p','username':%s",
            "jwt-auth", "'secret':'0123456789abcdef0123456789abcdef','key':%s",
            "hmac-auth", "'secret_key':'s','key_id':%s");
    plugins.forEach(
        (plugin, fields) -> {
          String conf = "'plugins':{'" + plugin + "':{" + fields + "}}";
          String first = "first" + plugin.charAt(0);
          String other = "other" + plugin.charAt(0);
          group.put("consumers", in("{'username':%s," + conf + "}", first, "canary-1")).expect(201);
          Answer refused =
              group.put("consumers", in("{'username':%s," + conf + "}", other, "canary-1"));
          assertError(409, "consumer [" + first + "]", refused);
          assertFalse(refused.body().contains("canary"), refused.body());
          group.put("consumers", in("{'username':%s," + conf + "}", other, "canary-2")).expect(201);
          assertError(
              409,
              "consumer [" + first + "]",
              group.put("consumers/" + other + "/credentials/c", in("{" + conf + "}", "canary-1")));
          group
              .put("consumers/" + other + "/credentials/c", in("{" + conf + "}", "canary-3"))
              .expect(201);
          assertError(
              409,
              "credential [c] of consumer [" + other + "]",
              group.put("consumers", in("{'username':%s," + conf + "}", first, "canary-3")));
          group.delete("consumers/" + first).expect(200);
          group
              .put("consumers/" + other + "/credentials/d", in("{" + conf + "}", "canary-1"))
              .expect(201);
        });
  }

  @Test
  void markersAndCiphertextsAreRefusedWhereverTheyDoNotBelong() {
    for (String text :
        List.of("$sealed://AAAAAAAAAAAAAAAAAAAAAA", "$SEALED://x", "cvg1.x", "cvg1.0.0")) {
      Map<String, String> places =
          Map.of(
              "routes/x", in("{'uri':'/','desc':%s,'upstream':", text) + UPSTREAM + "}",
              "services/x", in("{'labels':{'a':%s}}", text),
              "upstreams/x", in("{'labels':{%s:'a'},'nodes':{'a:1':1}}", text),
              "protos/x", in("{'content':%s}", text),
              "plugin_metadata/http-logger", in("{'log_format':{'a':{'b':[%s]}}}", text),
              "plugin_metadata/tcp-logger", in("{'log_format':{%s:'a'}}", text),
              "secrets/vault/1", in("{'uri':'http://v','prefix':%s,'token':'t'}", text),
              "consumers/x", in("{'username':'x','desc':%s}", text));
      places.forEach(
          (address, document) -> {
            assertEquals(400, group.put(address, document).status(), address + " " + text);
            group.get(address).expect(404);
          });
    }
    assertEquals(0, group.revision());
  }

  private static final List<String> LOOKING_LIKE_REFERENCES =
      List.of(
          "$env://HOME",
          "$ENV://HOME",
          " $env://HOME",
          "a: $Env://HOME",
          "$secret://vault/1/a/b",
          "$SECRET://vault/1/a/b",
          "x\n- $secret://vault/1/a/b");

  @Test
  void referencesAreRefusedWhereAGatewayWouldUseThemLiterally() {
    for (String text : LOOKING_LIKE_REFERENCES) {
      Map<String, String> places =
          Map.of(
              "routes/x",
                  in("{'uri':'/','plugins':{'csrf':{'key':%s}},'upstream':", text) + UPSTREAM + "}",
              "services/x", in("{'plugins':{'echo':{'headers':{'a':%s}}}}", text),
              "global_rules/x", in("{'plugins':{'echo':{'body':'b','headers':{%s:'a'}}}}", text),
              "plugin_configs/x", in("{'desc':%s,'plugins':{}}", text),
              "plugin_metadata/http-logger", in("{'log_format':{'a':[{'b':%s}]}}", text),
              "protos/x", in("{'content':%s}", text),
              "secrets/vault/1", in("{'uri':'http://v','prefix':'p','token':%s}", text),
              "consumers/x", in("{'username':'x','desc':%s}", text));
      places.forEach(
          (address, document) ->
              assertEquals(400, group.put(address, document).status(), address + " " + text));
    }
    assertEquals(0, group.revision());
  }

  @Test
  void inTheCredentialsOfAConsumerOnlyWholeReferencesAreAccepted() {
    group.put("secrets/vault/1", in("{'uri':'http://v','prefix':'p','token':'t'}")).expect(201);
    String consumer = "{'username':'x','plugins':{'key-auth':{'key':%s}}}";
    for (String text : LOOKING_LIKE_REFERENCES) {
      boolean whole = text.startsWith("$env") || text.startsWith("$ENV") || text.startsWith("$sec");
      assertEquals(whole ? 2 : 4, group.put("consumers", in(consumer, text)).status() / 100, text);
    }
    assertError(
        400,
        "/plugins/key-auth/key: there is no secret",
        group.put("consumers", in(consumer, "$secret://aws/none/a")));
    group.put("consumers", in(consumer, "$secret://vault/1/jack/key")).expect(200);
    assertError(400, "consumer [x] is still using it", group.delete("secrets/vault/1"));
    assertError(
        400,
        "/plugins/limit-count",
        group.put(
            "consumers",
            in(
                "{'username':'x','plugins':{'limit-count':{'count':1,'time_window':60,"
                    + "'policy':'redis','redis_host':'127.0.0.1','redis_password':%s}}}",
                "$env://X")));
  }

  @Test
  void referencesInSslsReachDataPlanesAsTheyAre() throws IOException {
    String ssl =
        "{'cert':'$secret://vault/1/a/cert','key':%s,'certs':['$env://CERT'],"
            + "'keys':['$secret://vault/1/a/key'],'client':{'ca':'$env://CA/pem'},"
            + "'desc':%s,'snis':[%s]}";
    String whole = in(ssl, "$ENV://KEY", "d", "a.example");
    assertError(400, "/cert: there is no secret", group.put("ssls/x", whole));
    group.put("secrets/vault/1", in("{'uri':'http://v','prefix':'p','token':'t'}")).expect(201);

    group.put("ssls/x", whole).expect(201);

    JsonObject delivered = delivered("/apisix/ssls/x");
    StrictJson.object(whole.getBytes(StandardCharsets.UTF_8))
        .forEach((name, value) -> assertEquals(value, delivered.get(name), name));
    assertError(400, "ssl [x] is still using it", group.delete("secrets/vault/1"));
    assertError(400, "/key", group.put("ssls/x", in(ssl, " $env://K", "d", "a.example")));
    assertError(400, "/desc", group.put("ssls/x", in(ssl, "$ENV://KEY", "$env://D", "a.example")));
    assertError(400, "/snis/0", group.put("ssls/x", in(ssl, "$ENV://KEY", "d", "$env://SNI")));
  }

  private JsonObject delivered(String key) throws IOException {
    DpEndpoint endpoint = Issued.endpoint(admin, group.group(), "reader", process.dpPort());
    return requireNonNull(HarnessDataPlane.read(endpoint).get(key)).value().asJsonObject();
  }

  @Test
  void aGroupMayLeaveReferencesToItsGateways() {
    GroupClient lenient = GroupClient.create(admin, "rules-lenient", ",\"references\":\"gateway\"");
    String route =
        in("{'uri':'/','plugins':{'csrf':{'key':%s}},'upstream':", "$env://KEY") + UPSTREAM + "}";
    lenient.put("routes/r", route).expect(201);
    assertError(400, "/plugins/csrf/key", lenient.put("routes/r", route.replace("$env", " $env")));
    assertError(
        400,
        "there is no secret",
        lenient.put("routes/r", route.replace("$env://KEY", "$secret://vault/1/KEY")));
    JsonObject shown = admin.get("/api/gateway_groups/rules-lenient").expect(200).value();
    assertEquals("gateway", shown.getString("references"));
    String strict = in("{'name':'x'}");
    assertError(409, "routes/r", admin.put("/api/gateway_groups/rules-lenient", strict));
    lenient.put("routes/r", route.replace("$env://KEY", "another")).expect(200);
    admin.put("/api/gateway_groups/rules-lenient", strict).expect(200);
    assertError(400, "/plugins/csrf/key", lenient.put("routes/s", route));
    assertError(
        400,
        "references",
        admin.put("/api/gateway_groups/rules-lenient", in("{'name':'x','references':'all'}")));
  }

  @Test
  void aConfigurationIsValidatedWholeAndNothingIsStored() {
    TestCertificate good = TestCertificate.of("a.example");
    JsonObject everything =
        JsonTree.object()
            .add("routes", StrictJson.parse(in("[{'id':'r','uri':'/','upstream_id':'later'}]")))
            .add("ssls", JsonTree.array().add(StrictJson.parse(good.ssl("a.example"))))
            .add(
                "consumers",
                StrictJson.parse(
                    in(
                        "[{'username':'jack'},{'id':'jack/credentials/c',"
                            + "'plugins':{'key-auth':{'key':'k'}}}]")))
            .add("secrets", StrictJson.parse(in("[{'id':'gcp/1','auth_file':'/f'}]")))
            .add("routes_conf_version", 5)
            .build();
    assertEquals(JsonObject.EMPTY_JSON_OBJECT, validate(everything.toString()).expect(200).json());

    JsonObject refused =
        validate(
                in(
                    "{'routes':[{'id':'a','uri':1,'upstream_id':'u'},{'id':'a','uri':'/',"
                        + "'upstream_id':'u'}],'plugin_metadata':[{'id':'canary!'}],'services':[7],"
                        + "'consumers':[{'username':'j','plugins':{'canary':{}}}],'canary':[]}"))
            .expect(400)
            .json();
    assertEquals("Configuration validation failed", refused.getString("error_msg"));
    assertFalse(refused.toString().contains("canary!"), refused.toString());
    Map<String, Long> types =
        refused.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
            .collect(
                Collectors.groupingBy(
                    error -> error.getString("resource_type", ""), Collectors.counting()));
    assertEquals(
        Map.of("routes", 2L, "plugin_metadata", 1L, "services", 1L, "consumers", 1L, "", 1L),
        types);
    assertEquals(0, group.revision());
  }

  @Test
  void aConfigurationOfMistakesIsReadUpToTheThousandth() {
    for (String item : List.of("{}", "1")) {
      String items = String.join(",", Collections.nCopies(100_000, item));
      JsonObject refused = validate("{\"routes\":[" + items + "]}").expect(400).json();
      assertEquals(1_000, refused.getJsonArray("errors").size());
    }
  }

  private Answer validate(String body) {
    return group.post("configs/validate", body);
  }

  @Test
  void whatWasReadIsValidWithItsMarkers() {
    for (KindSample sample : KindSample.all()) {
      group.put(sample.address(), sample.document()).expect(201);
    }
    int before = group.revision();
    for (String kind : List.of("ssls", "consumers", "secrets", "consumer_groups")) {
      var values = JsonTree.array();
      group.get(kind).json().getJsonArray("list").getValuesAs(JsonObject.class).stream()
          .map(item -> item.getJsonObject("value"))
          .forEach(values::add);
      validate(JsonTree.object().add(kind, values).build().toString()).expect(200);
    }
    JsonObject jack = group.get("consumers/jack").value();
    group.post("schema/validate/consumers", jack.toString()).expect(200);
    assertError(
        400,
        "marker",
        group.post(
            "schema/validate/consumer",
            jack.toString().replaceAll("sealed://.{22}", "sealed://AAAAAAAAAAAAAAAAAAAAAA")));
    assertEquals(before, group.revision());
  }

  @Test
  void schemasAndPluginsAreShown() {
    List<String> names = names("plugins/list");
    assertTrue(names.contains("key-auth") && !names.contains("batch-requests"), names.toString());
    assertTrue(names("plugins/list?subsystem=stream").contains("mqtt-proxy"));
    assertTrue(
        group
            .get("plugins/key-auth?schema_type=consumer")
            .expect(200)
            .json()
            .getJsonObject("properties")
            .containsKey("key"));
    group.get("plugins/none").expect(404);
    for (String kind : List.of("routes", "route", "credential", "stream_route", "secrets")) {
      JsonObject schema = group.get("schema/" + kind).expect(200).json();
      assertTrue(schema.containsKey("type") && schema.containsKey("shared"), kind);
    }
    group.get("schema/none").expect(404);
    group.get("schema/plugins/cors").expect(200);
  }

  private List<String> names(String address) {
    return StrictJson.parse(group.get(address).expect(200).body().getBytes(StandardCharsets.UTF_8))
        .asJsonArray()
        .getValuesAs(JsonString::getString);
  }
}
