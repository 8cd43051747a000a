package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.tests.endtoend.TestCertificate;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds a certificate that has expired since it was stored can be sent again and changed; an
 * expired certificate is not put in place.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ExpiredCertificatesTest {
  private static final TestCertificate PAIR = TestCertificate.of("a.example");
  private static final TestCertificate OTHER = TestCertificate.of("a.example");

  private final ResourceHouse house;

  ExpiredCertificatesTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @BeforeEach
  void storeAndWait() {
    house.now = Instant.now();
    house.put("ssls", "1", ssl(PAIR, OTHER).toString());
    house.put("upstreams", "1", upstream(PAIR, "a:1"));
    house.now = house.now.plus(Duration.ofDays(2));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void anUnchangedDocumentIsStillUnchanged() {
    assertUnchanged("ssls", ssl(PAIR, OTHER).toString());
    assertUnchanged("ssls", house.get("ssls", "1").document().toString());
    assertUnchanged("upstreams", upstream(PAIR, "a:1"));
  }

  private void assertUnchanged(String kind, String document) {
    Revision before = house.get(kind, "1").revision();
    assertEquals(before, house.put(kind, "1", document).resource().revision());
  }

  @Test
  void everythingElseCanBeChanged() {
    house.patch(ResourceHouse.ALL, "ssls", "1", "{\"status\":0}");
    house.patch(ResourceHouse.ALL, "upstreams", "1", "{\"nodes\":{\"b:1\":1}}");
    house.put("upstreams", "1", upstream(PAIR, "c:1"));

    assertEquals(0, house.get("ssls", "1").document().getInt("status"));
    assertTrue(house.get("upstreams", "1").document().getJsonObject("nodes").containsKey("c:1"));
  }

  @Test
  void oneOfSeveralPairsCanBeTakenAway() {
    JsonObject more = ssl(PAIR, OTHER, PAIR);
    house.now = Instant.now();
    house.put("ssls", "1", more.toString());
    house.now = house.now.plus(Duration.ofDays(2));

    house.put("ssls", "1", ssl(PAIR, PAIR).toString());

    assertEquals(1, house.get("ssls", "1").document().getJsonArray("certs").size());
  }

  @Test
  void anExpiredCertificateIsNotPutInPlace() {
    refused("/cert, certificate 1", () -> house.put("ssls", "2", ssl(PAIR, OTHER).toString()));
    refused("/cert, certificate 1", () -> house.put("ssls", "1", ssl(OTHER, OTHER).toString()));
    refused("/certs/0, certificate 1", () -> house.put("ssls", "1", ssl(PAIR, PAIR).toString()));
    refused(
        "/tls/client_cert, certificate 1",
        () -> house.put("upstreams", "1", upstream(OTHER, "a:1")));
  }

  private static void refused(String where, Runnable write) {
    String message = assertThrows(RefusedException.class, write::run).refusal().message();
    assertEquals(where + " has expired; renew it", message);
  }

  private static JsonObject ssl(TestCertificate first, TestCertificate... others) {
    var certs = JsonTree.array();
    var keys = JsonTree.array();
    for (TestCertificate other : others) {
      certs.add(other.certificate());
      keys.add(other.key());
    }
    return JsonTree.object()
        .add("cert", first.certificate())
        .add("key", first.key())
        .add("certs", certs)
        .add("keys", keys)
        .add("snis", JsonTree.array().add("a.example"))
        .build();
  }

  private static String upstream(TestCertificate pair, String node) {
    return JsonTree.object()
        .add("nodes", JsonTree.object().add(node, JsonTree.number(1)))
        .add(
            "tls",
            JsonTree.object().add("client_cert", pair.certificate()).add("client_key", pair.key()))
        .build()
        .toString();
  }
}
