package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a data plane may ask for, and what it gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateRequestTest {
  private static final String ISSUE = "/api/gateway_groups/default/dp_client_certificates";
  private static final Integer URI = 6;

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

  @Test
  void ofARequestOnlyTheKeyIsTaken() throws Exception {
    KeyPair keys = Certificates.newKeys("secp256r1");

    JsonObject issued = issue(CertificateRequests.of(keys)).expect(201).value();

    X509Certificate leaf = Tls.certificate(issued.getString("certificate"));
    assertEquals(keys.getPublic(), leaf.getPublicKey());
    assertEquals(issued.getString("instance_id"), identity(leaf).instance().toString());
    assertEquals(-1, leaf.getBasicConstraints());
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
    assertFalse(leaf.getSubjectX500Principal().getName().contains("data plane"));
    boolean[] usage = leaf.getKeyUsage();
    assertTrue(usage[0]);
    for (int bit = 1; bit < usage.length; bit++) {
      assertFalse(usage[bit], "key usage " + bit);
    }
    assertFalse(issued.containsKey("private_key"));
  }

  @Test
  void aRequestForWhatNoDataPlaneGetsIsToldWhatThatIs() {
    String greedy =
        CertificateRequests.greedy(
            Certificates.newKeys("secp256r1"),
            "spiffe://00000000-0000-0000-0000-000000000000/group/"
                + "00000000-0000-0000-0000-000000000000/instance/"
                + "00000000-0000-0000-0000-000000000000");
    long before = instances();

    String message = issue(greedy).expect(400).json().getString("error_msg");

    assertTrue(message.contains("basicConstraints with CA:TRUE"), message);
    assertEquals(before, instances());
  }

  private static SpiffeId identity(X509Certificate leaf) throws CertificateParsingException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    assertEquals(1, names.size(), names.toString());
    List<?> name = names.iterator().next();
    assertEquals(URI, name.getFirst());
    return SpiffeId.parse((String) name.get(1)).orElseThrow();
  }

  @Test
  void rsaOf2048To4096BitsIsAcceptedToo() {
    issue(CertificateRequests.of(CertificateRequests.keys("RSA", 2048))).expect(201);
  }

  @Test
  void hostileRequestsAreRefusedAndRegisterNothing() {
    Map<String, String> hostile = new LinkedHashMap<>();
    hostile.put("RSA 16384", CertificateRequests.hugeRsa());
    hostile.put("RSA 1024", CertificateRequests.of(CertificateRequests.keys("RSA", 1024)));
    hostile.put("P-521", CertificateRequests.of(Certificates.newKeys("secp521r1")));
    hostile.put("Ed25519", CertificateRequests.of(CertificateRequests.keys("Ed25519", 0)));
    hostile.put(
        "another's key",
        CertificateRequests.signedByAnother(
            Certificates.newKeys("secp256r1"), Certificates.newKeys("secp256r1")));
    hostile.put("9 KiB", CertificateRequests.long9KiB(Certificates.newKeys("secp256r1")));
    hostile.put("nothing", "");
    hostile.put("text", "s3cr3tvalue");
    hostile.put("a certificate", Certificates.authority(new X500Principal("CN=x")).pem());
    hostile.put(
        "a private key", Certificates.keyPem(Certificates.newKeys("secp256r1").getPrivate()));
    hostile.put("two of them", CertificateRequests.of(Certificates.newKeys("secp256r1")).repeat(2));
    long before = instances();

    hostile.forEach(
        (what, csr) -> {
          AdminClient.Answer answer = issue(csr);
          assertEquals(400, answer.status(), what);
          String message = answer.json().getString("error_msg");
          assertTrue(message.contains("certificate request"), what + ": " + message);
          assertFalse(message.contains("s3cr3tvalue") || message.contains("MII"), message);
        });

    assertEquals(before, instances());
  }

  private long instances() {
    return admin
        .get("/api/gateway_groups/default/instances")
        .expect(200)
        .json()
        .getJsonNumber("total")
        .longValue();
  }

  private AdminClient.Answer issue(String csr) {
    return admin.post(ISSUE, JsonTree.object().add("name", "dp").add("csr", csr).build());
  }

  @Test
  void aCertificateLastsSevenDaysUnlessAnotherTimeIsAskedFor() {
    Instant before = Instant.now().minusSeconds(1);
    JsonObject issued = forSeconds(null).expect(201).value();
    Instant after = Instant.now().plusSeconds(1);

    X509Certificate leaf = Tls.certificate(issued.getString("certificate"));
    Instant end = leaf.getNotAfter().toInstant();
    assertFalse(end.isBefore(before.plus(Duration.ofDays(7))), end.toString());
    assertFalse(end.isAfter(after.plus(Duration.ofDays(7))), end.toString());
    assertEquals(end.getEpochSecond(), issued.getJsonNumber("expires_at").longValue());
  }

  @Test
  void theTimeIsFromAnHourTo397Days() {
    forSeconds("3600").expect(201);
    forSeconds("34300800").expect(201);
    for (String wrong :
        List.of(
            "3599", "34300801", "0", "-1", "9223372036854775807", "3600.5", "\"3600\"", "1e99")) {
      AdminClient.Answer answer = forSeconds(wrong).expect(400);
      assertTrue(answer.json().getString("error_msg").contains("ttl_seconds"), answer.body());
    }
  }

  private AdminClient.Answer forSeconds(@Nullable String ttl) {
    return admin.send(
        "POST",
        ISSUE,
        ("{\"name\":\"dp\"" + (ttl == null ? "" : ",\"ttl_seconds\":" + ttl) + "}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
