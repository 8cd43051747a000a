package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root key goes from the file to shares, and the file of before opens nothing any more. */
class LeavingTheFileTest {
  @Test
  void anOldKeyFileBesideTheNewDatabaseOpensNothing(@TempDir Path home) throws IOException {
    FixedPorts ports = FixedPorts.find();
    Path file = home.resolve("data/keys/root.key");
    Path stolen = home.resolve("stolen.key");
    List<String> shares;
    IssuedDataPlane dataPlane;
    String before;
    ClavigerProcess process = ports.of(ClavigerProcess.in(home)).start();
    try {
      AdminClient admin = process.admin();
      admin
          .put(
              "/apisix/admin/consumers",
              Json.of("{'username':'jack','plugins':{'key-auth':{'key':'jacks-secret'}}}"))
          .expect(201);
      dataPlane = IssuedDataPlane.of(ports.dp(), admin, "default");
      before = dataPlane.range().body();
      Files.copy(file, stolen, StandardCopyOption.COPY_ATTRIBUTES);

      shares = makeShares(admin);
      assertTrue(Files.exists(file));
      admin.post("/api/sys/rekey", rekey(shares, 0)).expect(400);
      admin.post("/api/sys/rekey", rekey(shares, 0, 2)).expect(200);

      assertFalse(Files.exists(file));
      assertEquals("shamir", status(process).getString("type"));
      assertFalse(status(process).getBoolean("sealed"));
      for (String keyring : List.of("/api/gateway_groups/default", "/api/sys")) {
        Waiting.until(
            "the re-encryption",
            () ->
                admin
                    .get(keyring + "/keyring/reencryption")
                    .value()
                    .getString("state")
                    .equals("done"),
            Duration.ofSeconds(60));
      }
      assertEquals(before, dataPlane.range().body());
    } finally {
      process.kill();
    }

    Files.copy(stolen, file, StandardCopyOption.COPY_ATTRIBUTES);
    try (ClavigerProcess later = ports.of(ClavigerProcess.in(home)).startSealed()) {
      assertTrue(status(later).getBoolean("sealed"));
      later.stranger().get("/apisix/admin/consumers").expect(503);
      for (int i : List.of(1, 2)) {
        later
            .stranger()
            .post("/api/sys/unseal", JsonTree.object().add("share", shares.get(i)).build())
            .expect(200);
      }
      assertEquals(before, dataPlane.range().body());
      assertFalse(Files.exists(file), "the shares have shown that it is in force no more");
    }
  }

  private static List<String> makeShares(AdminClient admin) {
    return admin
        .post(
            "/api/sys/rekey/shares", JsonTree.object().add("shares", 3).add("threshold", 2).build())
        .expect(201)
        .value()
        .getJsonArray("shares")
        .getValuesAs(JsonString::getString);
  }

  private static JsonObject rekey(List<String> shares, int... given) {
    JsonArrayBuilder array = JsonTree.array();
    IntStream.of(given).forEach(i -> array.add(shares.get(i)));
    return JsonTree.object()
        .add("type", "shamir")
        .add("shares", 3)
        .add("threshold", 2)
        .add("new_shares", array)
        .build();
  }

  private static JsonObject status(ClavigerProcess process) {
    return process.stranger().get("/api/sys/seal-status").expect(200).value();
  }
}
