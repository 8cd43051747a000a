package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.CanaryScan;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.StoredKeys;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once a process is sealed, what it holds in memory opens nothing. */
class SealedMemoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int COLLECTIONS = 4;

  private final CanaryScan canaries = new CanaryScan();

  @Test
  void nothingThatOpensOrWasOpenedIsLeftOnTheHeapOfASealedProcess(@TempDir Path home)
      throws Exception {
    TestDatabase database = TestDatabase.postgres();
    FixedPorts ports = FixedPorts.find();
    try (ClavigerProcess process =
        ports
            .of(ClavigerProcess.in(home, database.url(), database.user(), database.password()))
            .without("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD")
            .with("CLAVIGER_SEAL_TYPE", "shamir")
            .startSealed()) {
      AdminClient stranger = process.stranger();
      List<String> shares = initialise(stranger);
      shares.stream().limit(2).forEach(share -> unseal(stranger, share));
      AdminClient admin =
          stranger.logIn("admin", ClavigerProcess.ADMIN_PASSWORD).withNewToken("tests");
      plant(shares, database, home.resolve("data").resolve("keys"));
      consumer(admin);
      IssuedDataPlane plane = IssuedDataPlane.of(ports.dp(), admin, "default");
      try (HarnessDataPlane follower =
          HarnessDataPlane.start(plane.endpoint(), HarnessDataPlane.Pace.HASTY)) {
        follower.awaitLoaded(LIMIT);
        assertTrue(
            names(heap(process, home)).containsAll(Set.of("root key", "data key", "secret")),
            "this test would find nothing");

        admin.send("POST", "/api/sys/seal", "{}".getBytes(StandardCharsets.US_ASCII)).expect(200);

        assertEquals(Set.of(), names(heap(process, home)));
      }
    }
  }

  /**
   * An authority's key is parsed to sign and then forgotten, so that a process holds it too seldom
   * to be seen with it. It is planted after the dump: the canary itself is not what is found.
   */
  @Test
  void theKeyOfAnAuthorityWouldBeFoundWhereAParsedOneIsHeld(@TempDir Path home) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    PrivateKey held = parsed(generator.generateKeyPair().getPrivate().getEncoded());
    Path dump = home.resolve("own.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    plantKey(held);
    assertEquals(Set.of("key of an authority"), names(Files.readAllBytes(dump)));
  }

  private static List<String> initialise(AdminClient stranger) {
    return stranger
        .post(
            "/api/sys/init",
            object(
                Json.of(
                    "{'shares':3,'threshold':2,'bootstrap_password':%s}",
                    ClavigerProcess.ADMIN_PASSWORD)))
        .expect(201)
        .value()
        .getJsonArray("shares")
        .getValuesAs(JsonString::getString);
  }

  private static void unseal(AdminClient stranger, String share) {
    stranger.post("/api/sys/unseal", object(Json.of("{'share':%s}", share))).expect(200);
  }

  private static JsonObject object(String json) {
    return StrictJson.parse(json).asJsonObject();
  }

  private void plant(List<String> shares, TestDatabase database, Path keys) throws Exception {
    shares.forEach(share -> canaries.plant("share", share));
    try (Secret sealKey =
        Shamir.combine(shares.stream().limit(2).map(SealedMemoryTest::share).toList())) {
      canaries.plant("key of the seal", bytes(sealKey));
      StoredKeys stored = StoredKeys.opened(database, keys, sealKey);
      canaries.plant("root key", bytes(stored.rootKey()));
      stored.dataKeys().forEach(key -> canaries.plant("data key", bytes(key)));
      stored.secrets().forEach(this::plantSecret);
    }
  }

  private void plantSecret(Secret secret) {
    canaries.plant("secret of a scope", bytes(secret));
    try {
      plantKey(parsed(bytes(secret)));
    } catch (GeneralSecurityException e) {
      // It is another secret.
    }
  }

  /** Of a private key its number, which is what is left of it once it was parsed. */
  private void plantKey(PrivateKey key) {
    byte[] number = ((ECPrivateKey) key).getS().toByteArray();
    canaries.plant("key of an authority", number[0] == 0 ? tail(number) : number);
  }

  private static PrivateKey parsed(byte[] pkcs8) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static byte[] tail(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  private static Share share(String text) {
    return Share.parse(Secret.ofText(text)).orElseThrow();
  }

  private static byte[] bytes(Secret key) {
    return key.reveal(byte[]::clone);
  }

  private void consumer(AdminClient admin) {
    String secret = canaries.plant("secret", "a secret that was written before 4711");
    admin
        .put(
            "/apisix/admin/consumers",
            Json.of("{'username':'jack','plugins':{'key-auth':{'key':%s}}}", secret))
        .expect(201);
  }

  /**
   * Of the live objects only. The serial collector leaves dead ones among them, as filler arrays
   * with their bytes, but at every fourth collection.
   */
  private static byte[] heap(ClavigerProcess process, Path home)
      throws IOException, InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      jcmd(process, "GC.run");
    }
    Path dump = home.resolve("live.hprof");
    jcmd(process, "GC.heap_dump", dump.toString());
    byte[] heap = Files.readAllBytes(dump);
    Files.delete(dump);
    return heap;
  }

  private static void jcmd(ClavigerProcess process, String... command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(process.pid()));
    line.addAll(List.of(command));
    Process tool = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tool.waitFor(), said);
  }

  private Set<String> names(byte[] heap) {
    return canaries.in("heap", heap).stream()
        .map(CanaryScan.Found::canary)
        .collect(Collectors.toSet());
  }
}
