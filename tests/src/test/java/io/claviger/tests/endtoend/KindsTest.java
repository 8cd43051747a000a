package io.claviger.tests.endtoend;

import static io.claviger.tests.endtoend.GroupClient.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of resource in every verb, and what a data plane gets of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KindsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<KindSample> SAMPLES = KindSample.all();

  private ClavigerProcess process;
  private AdminClient admin;
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

  private GroupClient newGroup() {
    return GroupClient.create(admin, "kinds-" + ++groups, "");
  }

  private HarnessDataPlane dataPlaneOf(GroupClient group) {
    HarnessDataPlane plane =
        HarnessDataPlane.start(
            IssuedDataPlane.of(process, admin, group.group()).endpoint(),
            HarnessDataPlane.Pace.HASTY);
    plane.awaitLoaded(SOON);
    return plane;
  }

  private static GroupClient filled(GroupClient group) {
    SAMPLES.forEach(sample -> group.put(sample.address(), sample.document()).expect(201));
    return group;
  }

  @Test
  void everyKindIsWrittenReadListedAndDelivered() {
    GroupClient group = newGroup();
    try (HarnessDataPlane plane = dataPlaneOf(group)) {
      for (KindSample sample : SAMPLES) {
        Answer written = group.put(sample.address(), sample.document()).expect(201);
        String key = "/apisix/" + sample.address();
        assertEquals(key, written.json().getString("key"));
        assertEquals(sample.id(), written.value().getString(sample.idMember()));

        JsonObject read = group.get(sample.address()).expect(200).json();
        assertEquals(written.value(), read.getJsonObject("value"));
        assertEquals(
            List.of(read),
            group.get(sample.list()).expect(200).json().getJsonArray("list").stream()
                .filter(item -> item.asJsonObject().getString("key").equals(key))
                .toList());
        plane.await(key, Optional::isPresent, SOON);
        assertDelivered(sample, plane.get(key).orElseThrow());
      }
      assertEquals(SAMPLES.size(), group.revision());
      assertEquals(List.of(), plane.violations());
    }
  }

  private static void assertDelivered(KindSample sample, WireEntry entry) {
    JsonObject got = KindSample.withoutTimes(entry.value());
    if (sample.list().equals("ssls")) {
      assertEquals(sample.delivered().keySet(), got.keySet());
      assertEquals(sample.delivered().get("cert"), got.get("cert"));
    } else {
      assertEquals(sample.delivered(), got, sample.address());
    }
  }

  @Test
  void theSameSyncTwiceMakesNoRevision() {
    GroupClient group = filled(newGroup());
    for (KindSample sample : SAMPLES) {
      JsonObject before = group.get(sample.address()).json();
      group.put(sample.address(), sample.document()).expect(200);
      group.put(sample.address(), before.getJsonObject("value").toString()).expect(200);
      assertEquals(before, group.get(sample.address()).json());
    }
    assertEquals(SAMPLES.size(), group.revision());
  }

  @Test
  void everyKindHasTheVerbsOfApisix() {
    GroupClient group = filled(newGroup());
    for (KindSample sample : SAMPLES) {
      Answer patched = group.patch(sample.address(), "{}");
      assertEquals(sample.patch(), patched.status(), sample + patched.body());
      Answer posted = group.post(sample.list(), sample.document());
      assertEquals(sample.post(), posted.status(), sample + posted.body());
      for (Answer answer : List.of(patched, posted)) {
        if (answer.status() == 405) {
          assertTrue(answer.json().getString("error_msg").startsWith("not supported `P"));
        }
      }
      if (posted.status() == 201) {
        String made = posted.value().getString("id");
        assertTrue(made.matches("[0-9]{20}"), made);
        group.get(sample.list() + "/" + made).expect(200);
      }
    }
  }

  @Test
  void aPatchChangesWhatItNamesAndKeepsTheSecrets() {
    GroupClient group = filled(newGroup());
    JsonObject vault = group.get("secrets/vault/1").value();
    JsonObject patched = group.patch("secrets/vault/1", "{\"prefix\":\"other\"}").value();
    assertEquals("other", patched.getString("prefix"));
    assertEquals(vault.get("token"), patched.get("token"));
    assertTrue(patched.getString("token").startsWith("$sealed://"));
    assertEquals(
        "third",
        group.patch("secrets/vault/1/prefix", "\"third\"").expect(200).value().getString("prefix"));
    assertEquals(
        "x",
        group.patch("plugin_configs/pc", "{\"desc\":\"x\"}").expect(200).value().getString("desc"));
    assertEquals(
        1,
        group
            .patch("global_rules/gr/plugins/response-rewrite/status_code", "201")
            .expect(200)
            .value()
            .getJsonObject("plugins")
            .size());
  }

  @Test
  void everyKindIsDeletedWithOneRevisionAndTheDataPlaneHearsOfIt() {
    GroupClient group = filled(newGroup());
    try (HarnessDataPlane plane = dataPlaneOf(group)) {
      for (KindSample sample : SAMPLES.reversed()) {
        int before = group.revision();
        String key = "/apisix/" + sample.address();
        assertEquals(
            StrictJson.parse(Json.of("{'deleted':'1','key':%s}", key)),
            group.delete(sample.address()).expect(200).json());
        assertEquals(before + 1, group.revision());
        plane.await(key, Optional::isEmpty, SOON);
        assertEquals(
            "Key not found", group.get(sample.address()).expect(404).json().getString("message"));
        group.delete(sample.address()).expect(404);
      }
      assertEquals(Set.of(), plane.entries().keySet());
      assertEquals(List.of(), plane.violations());
    }
  }

  @Test
  void aConsumersCredentialsGoWithItEachAtARevisionOfItsOwn() {
    GroupClient group = newGroup();
    for (String user : List.of("jack", "jack0", "jac", "jack-")) {
      group.put("consumers", Json.of("{'username':%s}", user)).expect(201);
      for (String id : List.of("a", "b")) {
        group.put("consumers/" + user + "/credentials/" + id, key(user + id)).expect(201);
      }
    }
    try (HarnessDataPlane plane = dataPlaneOf(group)) {
      int before = group.revision();
      Set<String> keys = new TreeSet<>(plane.entries().keySet());
      group.delete("consumers/jack").expect(200);
      assertEquals(before + 3, group.revision());
      keys.removeAll(
          Set.of(
              "/apisix/consumers/jack",
              "/apisix/consumers/jack/credentials/a",
              "/apisix/consumers/jack/credentials/b"));
      plane.await("/apisix/consumers/jack", Optional::isEmpty, SOON);
      assertEquals(keys, plane.entries().keySet());
      assertEquals(List.of(), plane.violations());
    }
    group.get("consumers/jack/credentials").expect(404);
    group.put("consumers/jack0/credentials/c", key("jacka")).expect(201);
  }

  private static String key(String key) {
    return Json.of("{'plugins':{'key-auth':{'key':%s}}}", key);
  }

  @Test
  void aCredentialIsOneOfItsConsumer() {
    GroupClient group = newGroup();
    assertError(404, "consumer not found", group.put("consumers/jack/credentials/c", key("k")));
    group.put("consumers", "{\"username\":\"jack\"}").expect(201);
    group.put("consumers", "{\"username\":\"tom\"}").expect(201);
    assertEquals(
        "Key not found",
        group.get("consumers/jack/credentials").expect(404).json().getString("message"));
    group.put("consumers/jack/credentials/c", key("k")).expect(201);
    group.put("consumers/jack/credentials", "{\"id\":\"d\"}").expect(201);
    group.get("consumers/tom/credentials").expect(404);
    assertEquals(
        Set.of("/apisix/consumers/jack/credentials/c", "/apisix/consumers/jack/credentials/d"),
        keys(group, "consumers/jack/credentials"));
    assertEquals(
        Set.of("/apisix/consumers/jack", "/apisix/consumers/tom"), keys(group, "consumers"));
    assertError(
        400,
        "",
        group.put(
            "consumers/jack/credentials/two",
            Json.of("{'plugins':{'key-auth':{'key':'1'},'jwt-auth':{'key':'2'}}}")));
    assertError(
        400,
        "may not stand",
        group.put("consumers/jack/credentials/x", Json.of("{'plugins':{'cors':{}}}")));
    assertError(400, "id", group.put("consumers/jack/credentials/x", "{\"id\":\"y\"}"));
  }

  private static Set<String> keys(GroupClient group, String list) {
    return group.get(list).expect(200).json().getJsonArray("list").stream()
        .map(item -> item.asJsonObject().getString("key"))
        .collect(Collectors.toSet());
  }

  @Test
  void idsOfAnotherFormAreRefused() {
    GroupClient group = newGroup();
    assertError(400, "secret manager", group.put("secrets/hsm/1", "{}"));
    assertError(400, "secret manager", group.get("secrets/hsm"));
    assertError(400, "missing secret id", group.delete("secrets/vault"));
    assertError(400, "username", group.put("consumers/a.b", "{\"username\":\"a.b\"}"));
    assertError(400, "id", group.put("consumers/jack/credentials/..", "{}"));
    assertError(400, "unknown plugin", group.put("plugin_metadata/no-such", "{}"));
    assertError(400, "no metadata", group.put("plugin_metadata/key-auth", "{}"));
    assertError(400, "/log_format", group.put("plugin_metadata/http-logger", "{\"log_format\":1}"));
    String user = "u".repeat(256);
    group.put("consumers", "{\"username\":\"" + user + "\"}").expect(201);
    String longest = "consumers/" + user + "/credentials/" + "c".repeat(64);
    group.put(longest, key("long")).expect(201);
    group.get(longest).expect(200);
    group.delete("consumers/" + user).expect(200);
    group.get(longest).expect(404);
  }

  @Test
  void whatASecretManagerNeedsIsChecked() {
    GroupClient group = newGroup();
    assertError(
        400, "token", group.put("secrets/vault/1", Json.of("{'uri':'http://v','prefix':'k'}")));
    assertError(
        400,
        "/uri",
        group.put("secrets/vault/1", Json.of("{'uri':'v','prefix':'k','token':'canary'}")));
    assertError(400, "auth_file", group.put("secrets/gcp/1", "{}"));
    assertError(400, "access_key_id", group.put("secrets/aws/1", "{}"));
    Answer unknown =
        group.put(
            "secrets/vault/1",
            Json.of("{'uri':'http://v','prefix':'k','token':'t','passwort':'canary'}"));
    assertError(400, "/passwort", unknown);
    assertFalse(unknown.body().contains("canary"));
  }
}
