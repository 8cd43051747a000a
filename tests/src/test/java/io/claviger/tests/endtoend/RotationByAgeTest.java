package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.OpenedInstallation;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyrings that have reached their age get a new key by themselves, and only these. */
class RotationByAgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ROTATIONS = "/api/audit_logs?event_type=";

  @Test
  void aStartRotatesWhatHasBecomeTooOldAndMovesItsValues(@TempDir Path home) throws IOException {
    ClavigerProcess.Setup setup = ClavigerProcess.in(home);
    String old;
    String young;
    try (ClavigerProcess process = setup.start()) {
      AdminClient admin = process.admin();
      GroupClient.create(admin, "young", "");
      new GroupClient(admin, "default")
          .put("consumers", Json.of("{'username':'jack','plugins':{'key-auth':{'key':'a key'}}}"))
          .expect(201);
      old = KeyringClient.of(admin, "default").idsOf("primary").getFirst();
      young = KeyringClient.of(admin, "young").idsOf("primary").getFirst();
    }
    makeOlder(home.resolve("data"), Duration.ofHours(2), old);

    try (ClavigerProcess process = setup.with("CLAVIGER_KEYRING_MAX_AGE", "PT1H").start()) {
      AdminClient admin = process.admin();
      KeyringClient keyring = KeyringClient.of(admin, "default");
      Waiting.until("the new key", () -> keyring.keys().size() == 2, LIMIT);
      Waiting.until(
          "the moves", () -> keyring.reencryption().getString("state").equals("done"), LIMIT);
      assertNotEquals(old, keyring.idsOf("primary").getFirst());
      assertEquals(List.of(old), keyring.idsOf("decrypt_only"));
      assertEquals(
          List.of(3, 0), keyring.keys().stream().map(key -> key.getInt("sealed_values")).toList());
      assertEquals(List.of(young), KeyringClient.of(admin, "young").idsOf("primary"));
      assertEquals(Map.of("default", "system:rotation"), actors(admin, "gateway:RotateKeyring"));
      assertEquals(
          Map.of("default", "system:reencryption"), actors(admin, "gateway:ReencryptKeyring"));
    }
  }

  /** By their groups. */
  private static Map<String, String> actors(AdminClient admin, String action) {
    return admin
        .get(ROTATIONS + action)
        .expect(200)
        .json()
        .getJsonArray("list")
        .getValuesAs(JsonObject.class)
        .stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getString("gateway_group_id"),
                entry -> entry.getJsonObject("operator").getString("id")));
  }

  /** As the program would have written them earlier: their rows are authenticated. */
  private static void makeOlder(Path dataDir, Duration age, String id) throws IOException {
    try (OpenedInstallation installation = OpenedInstallation.stopped(dataDir)) {
      installation
          .unitOfWork()
          .inTransaction(
              () -> {
                for (Scope scope : installation.keyrings().scopes()) {
                  installation.keyrings().of(scope).stream()
                      .filter(key -> key.id().value().equals(id))
                      .forEach(key -> installation.keyrings().replace(older(key, age)));
                }
                return true;
              });
    }
  }

  private static WrappedKey older(WrappedKey key, Duration age) {
    return new WrappedKey(
        key.scope(), key.id(), key.state(), key.wrapped(), key.createdAt().minus(age));
  }
}
