package io.claviger.tests.endtoend;

import static io.claviger.tests.endtoend.GroupClient.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.CanonicalJson;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keyrings by the management API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyringTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ClavigerProcess.Setup setup;
  private ClavigerProcess process;

  @BeforeAll
  void start(@TempDir Path home) {
    setup = ClavigerProcess.in(home).with("CLAVIGER_KEYRING_MAX_AGE", "90d");
    process = setup.start();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  private static void awaitDone(KeyringClient keyring) {
    Waiting.until(
        "the end of the re-encryption",
        () -> keyring.reencryption().getString("state").equals("done"),
        LIMIT);
  }

  @Test
  void aKeyIsReplacedAndDestroyedAndDataPlanesSeeNothing() throws Exception {
    GroupClient group = GroupClient.create(process.admin(), "blue", "");
    group
        .put(
            "consumers",
            "{\"username\":\"jack\",\"plugins\":{\"key-auth\":{\"key\":\"jacks key\"}}}")
        .expect(201);
    KeyringClient keyring = KeyringClient.of(group.admin(), "blue");
    int revision = group.revision();
    JsonObject old = keyring.keys().getFirst();
    assertEquals(Set.of("id", "state", "created_at", "sealed_values"), old.keySet());
    assertEquals("primary", old.getString("state"));
    assertEquals(3, old.getInt("sealed_values"));
    assertEquals("none", keyring.reencryption().getString("state"));
    assertError(409, "is the primary", keyring.destroy(old.getString("id")));

    JsonObject made = keyring.rotate("?reencrypt=false").expect(201).value();
    assertEquals("primary", made.getString("state"));
    assertError(409, "3 sealed values need this key", keyring.destroy(old.getString("id")));
    keyring.reencrypt().expect(202);
    awaitDone(keyring);

    JsonObject progress = keyring.reencryption();
    assertEquals(Set.of("state", "total", "done", "rate", "eta_seconds"), progress.keySet());
    assertEquals(3, progress.getInt("total"));
    assertEquals(3, progress.getInt("done"));
    assertEquals(0, progress.getInt("eta_seconds"));
    JsonObject destroyed = keyring.destroy(old.getString("id")).expect(200).value();
    assertTrue(isSigned(destroyed));
    assertEquals(List.of("primary", "destroyed"), states(keyring));
    assertEquals(revision, group.revision());
    assertEquals("jack", group.get("consumers/jack").expect(200).value().getString("username"));
    new Metrics(process.metricsPort()).await("claviger_reencryption_done", "blue", 3);
  }

  private static List<String> states(KeyringClient keyring) {
    return keyring.keys().stream().map(key -> key.getString("state")).toList();
  }

  /** As somebody checks it who has the receipt and the public key only. */
  private boolean isSigned(JsonObject destroyed) throws Exception {
    String pem =
        process
            .stranger()
            .get("/api/sys/audit/public_key")
            .expect(200)
            .value()
            .getString("public_key");
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")))));
    check.update(CanonicalJson.of(destroyed.getJsonObject("receipt")));
    return check.verify(Base64.getDecoder().decode(destroyed.getString("signature")));
  }

  @Test
  void theSystemsKeyringIsReplacedAndAStartOpensItAgain() {
    KeyringClient keyring = new KeyringClient(process.admin(), "/api/sys/keyring");
    String old = keyring.idsOf("primary").getFirst();

    keyring.rotate("").expect(201);
    awaitDone(keyring);
    keyring.destroy(old).expect(200);
    process.close();
    process = setup.start();

    assertEquals(
        List.of("primary", "destroyed"),
        states(new KeyringClient(process.admin(), "/api/sys/keyring")));
  }

  @Test
  void whatIsWrongIsSaid() {
    KeyringClient keyring = KeyringClient.of(process.admin(), "default");
    assertError(400, "reencrypt: true or false", keyring.rotate("?reencrypt=no"));
    assertError(404, "no such key", keyring.destroy("0123456789abcdef"));
    assertError(404, "no such key", keyring.destroy("another"));
    assertError(
        404, "no such gateway group", KeyringClient.of(process.admin(), "nobody").rotate(""));
    assertFalse(keyring.keys().isEmpty());
  }
}
