package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Gateway groups, and the configuration with which their data planes start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayGroupApiTest {
  private static final String GROUPS = "/api/gateway_groups";

  private ClavigerProcess process;
  private AdminClient admin;

  @BeforeAll
  void start(@TempDir Path home) {
    process = ClavigerProcess.in(home).start();
    admin = process.admin();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  private Answer post(String body) {
    return admin.send("POST", GROUPS, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aGroupIsMadeReadReplacedAndDeleted() {
    JsonObject made =
        post("{\"id\":\"crud\",\"name\":\"One\",\"description\":\"d\",\"labels\":{\"a\":\"b\"},"
                + "\"apisix_version\":\"3.18.2\"}")
            .expect(201)
            .value();
    assertEquals("crud", made.getString("id"));
    assertEquals("3.18.2", made.getString("apisix_version"));
    assertEquals(made, admin.get(GROUPS + "/crud").expect(200).value());
    assertTrue(admin.get(GROUPS).expect(200).body().contains(made.toString()));
    post("{\"id\":\"crud\",\"name\":\"Two\"}").expect(409);

    JsonObject replaced = admin.put(GROUPS + "/crud", "{\"name\":\"Two\"}").expect(200).value();
    assertEquals("Two", replaced.getString("name"));
    assertEquals("", replaced.getString("description"));
    assertEquals(0, replaced.getJsonObject("labels").size());
    admin.put(GROUPS + "/crud", "{\"id\":\"other\",\"name\":\"Two\"}").expect(400);
    admin.put(GROUPS + "/none", "{\"name\":\"Two\"}").expect(404);

    assertEquals("crud", admin.delete(GROUPS + "/crud").expect(200).value().getString("id"));
    admin.get(GROUPS + "/crud").expect(404);
    admin.delete(GROUPS + "/crud").expect(404);
  }

  /** A gateway that is refused a few times does not come back for ten seconds. */
  @Test
  void aNewGroupIsServedFromItsFirstRequestOn() {
    for (String id : List.of("new-1", "new-2", "new-3", "new-4", "new-5")) {
      post("{\"id\":\"" + id + "\",\"name\":\"x\"}").expect(201);
      assertEquals(200, IssuedDataPlane.of(process, admin, id).range().statusCode(), id);
    }
  }

  @Test
  void anIdIsMadeWhereNoneIsGivenAndCheckedWhereOneIs() {
    String made = post("{\"name\":\"x\"}").expect(201).value().getString("id");
    admin.get(GROUPS + "/" + made).expect(200);
    post("{\"id\":\"" + "x".repeat(64) + "\",\"name\":\"x\"}").expect(201);
    for (String id : List.of("", ".", "..", "a b", "a/b", "\u00e9", "x".repeat(65))) {
      post("{\"id\":\"" + id + "\",\"name\":\"x\"}").expect(400);
    }
    for (String version : List.of("3.17", "3.19", "3", "3.18.", "3.18.x", "v3.18", "")) {
      post("{\"name\":\"x\",\"apisix_version\":\"" + version + "\"}").expect(400);
    }
    for (String body :
        List.of(
            "{}",
            "{\"name\":\"\"}",
            "{\"name\":1}",
            "{\"name\":\"x\",\"labels\":[]}",
            "{\"name\":\"x\",\"labels\":{\"a\":1}}",
            "{\"name\":\"x\",\"unknown\":1}")) {
      post(body).expect(400);
    }
  }

  @Test
  void aGroupWithResourcesIsDeletedByForceOnlyAndTheDefaultOneNever() {
    post("{\"id\":\"full\",\"name\":\"x\"}").expect(201);
    admin
        .put(
            "/apisix/admin/upstreams/u?gateway_group_id=full",
            "{\"type\":\"roundrobin\",\"nodes\":{\"127.0.0.1:80\":1}}")
        .expect(201);
    for (String not : List.of("", "?force=1", "?force=True", "?force=yes")) {
      admin.delete(GROUPS + "/full" + not).expect(409);
    }
    admin.delete(GROUPS + "/full?force=true").expect(200);
    admin.get("/apisix/admin/upstreams/u?gateway_group_id=full").expect(404);

    admin.delete(GROUPS + "/default").expect(400);
    admin.delete(GROUPS + "/default?force=true").expect(400);
    admin.get(GROUPS + "/default").expect(200);
  }

  @Test
  void theConfigurationOfADataPlaneIsYamlWithoutASecret() {
    Answer answer = admin.get(GROUPS + "/default/dp_config?host=LOCALHOST&port=7443").expect(200);

    Map<?, ?> config = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(answer.body()));
    Map<?, ?> deployment = map(config.get("deployment"));
    assertEquals("data_plane", deployment.get("role"));
    Map<?, ?> etcd = map(deployment.get("etcd"));
    assertEquals(List.of("https://localhost:7443"), etcd.get("host"));
    assertEquals("/apisix", etcd.get("prefix"));
    assertEquals("localhost", map(etcd.get("tls")).get("sni"));
    assertEquals(true, map(etcd.get("tls")).get("verify"));
    assertTrue(answer.body().contains("${{CLAVIGER_WIRE_KEY}}"));
    assertTrue(answer.body().contains("${{CLAVIGER_WIRE_KEY_BEFORE}}"));
    assertFalse(answer.body().contains("PRIVATE KEY"));

    String ports = admin.get(GROUPS + "/default/dp_config").expect(200).body();
    assertTrue(ports.contains("https://localhost:" + process.dpPort()), ports);
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return assertInstanceOf(Map.class, node);
  }

  @Test
  void aHostThatTheServersCertificateDoesNotNameIsRefused() {
    for (String wrong :
        List.of(
            "host=evil.example",
            "host=localhost.evil.example",
            "host=127.0.0.1",
            "host=localhost%0aprefix:%20x",
            "host=localhost&port=0",
            "host=localhost&port=65536")) {
      Answer answer = admin.get(GROUPS + "/default/dp_config?" + wrong).expect(400);
      assertFalse(answer.body().contains("evil"), answer.body());
    }
    admin.get(GROUPS + "/none/dp_config").expect(404);
  }
}
