package io.claviger.tests.usecase;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.resource.Written;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of secrets when resources are written, read and written back. */
class KeptSecretsTest {
  private static final String PASSWORD = "/plugins/limit-count/redis_password";

  private final ResourceHouse house;

  KeptSecretsTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whatIsReadAndWrittenBackChangesNothing() {
    Written first = house.put("routes", "1", limit("redis", "canary"));
    house.woken.clear();

    Written second = house.put("routes", "1", first.resource().document().toString());

    assertEquals(first.resource().revision(), second.resource().revision());
    assertTrue(house.woken.isEmpty());
  }

  @Test
  void aMadeIdReplacesNothing() {
    String taken = "%020d".formatted(2);
    house.put("routes", taken, limit("redis", "canary"));

    Written posted = house.post("routes", limit("redis", "another"));

    assertTrue(posted.created());
    assertEquals("canary", opened("routes", taken, PASSWORD));
    assertEquals("another", opened("routes", posted.resource().key().id().value(), PASSWORD));
  }

  @Test
  void theValueThatIsStoredAlreadyChangesNothing() {
    Written first = house.put("routes", "1", limit("redis", "canary"));

    Written second = house.put("routes", "1", limit("redis", "canary"));

    assertEquals(first.resource().revision(), second.resource().revision());
  }

  @Test
  void aMarkerKeepsItsSecretWhenSomethingElseChanges() {
    house.put("routes", "1", limit("redis", "canary"));
    String marker = at(house.get("routes", "1"), PASSWORD);

    house.put("routes", "1", limit("redis", marker).replace("/*", "/other"));

    assertEquals("canary", opened("routes", "1", PASSWORD));
    assertEquals(1, house.sealedOf("routes", "1").size());
  }

  @Test
  void aMarkerIsRefusedWhereItWasNotRead() {
    house.put("routes", "1", limit("redis", "canary"));
    String marker = at(house.get("routes", "1"), PASSWORD);

    refused(() -> house.put("routes", "2", limit("redis", marker)));
    refused(() -> house.put("routes", "1", limit(marker, "other")));
    refused(() -> house.put("routes", "1", limit("redis", "$sealed://" + "A".repeat(22))));
    refused(() -> house.put("routes", "1", limit("redis", "$sealed://short")));
  }

  @Test
  void aCiphertextIsRefusedInEveryString() {
    house.put("routes", "1", limit("redis", "canary"));
    String sealed = house.sealedOf("routes", "1").values().iterator().next().toString();

    refused(() -> house.put("routes", "1", limit("redis", sealed)));
    refused(() -> house.put("routes", "1", limit(sealed, "canary")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cvg1.x",
        "$sealed://AAAAAAAAAAAAAAAAAAAAAA",
        "$env://NAME",
        "$secret://x",
        "a$secret://"
      })
  void aRefusalShowsNoNameThatIsLongOrNotPlain(String text) {
    for (String name : List.of("n".repeat(1_000_000), "canary\\n")) {
      String document =
          """
          {"uri":"/","upstream":{"nodes":{"a:1":1}},"plugins":{"forward-auth":{
            "uri":"https://a.example","extra_headers":{"%s":"%s"}}}}
          """
              .formatted(name, text);
      String message = refused(() -> house.put("routes", "1", document)).refusal().message();
      assertTrue(message.startsWith("/plugins/forward-auth/extra_headers/?: "), message);
    }
  }

  @Test
  void theSecretsOfReorderedElementsFollowTheirElements() {
    house.put("routes", "1", kafka("a", "first", "b", "second"));
    Resource before = house.get("routes", "1");
    String first = at(before, "/plugins/kafka-logger/brokers/0/sasl_config/password");
    String second = at(before, "/plugins/kafka-logger/brokers/1/sasl_config/password");

    house.put("routes", "1", kafka("b", second, "a", first));

    assertEquals(
        "second", opened("routes", "1", "/plugins/kafka-logger/brokers/0/sasl_config/password"));
    assertEquals(
        "first", opened("routes", "1", "/plugins/kafka-logger/brokers/1/sasl_config/password"));
  }

  @Test
  void aMergePatchKeepsWhatItDoesNotName() {
    house.put("routes", "1", limit("redis", "canary"));

    house.patch(ResourceHouse.ALL, "routes", "1", "{\"priority\":3}");

    assertEquals("canary", opened("routes", "1", PASSWORD));
  }

  @Test
  void aSubPathPatchSealsWhatItBrings() {
    house.put("routes", "1", limit("redis", "canary"));

    house.patch(
        ResourceHouse.ALL,
        "routes",
        "1",
        "\"another\"",
        "plugins",
        "limit-count",
        "redis_password");

    assertEquals("another", opened("routes", "1", PASSWORD));
    assertFalse(house.get("routes", "1").document().toString().contains("another"));
  }

  @Test
  void aPatchMakesNoDocumentThatIsTooLargeToBeSent() {
    house.put("routes", "1", limit("redis", "canary"));
    String half = "\"" + "x".repeat(800_000) + "\"";
    house.patch(ResourceHouse.ALL, "routes", "1", half, "plugins", "echo", "body");

    RefusedException refusal =
        assertThrows(
            RefusedException.class,
            () ->
                house.patch(
                    ResourceHouse.ALL, "routes", "1", half, "plugins", "echo", "before_body"));

    assertTrue(refusal.refusal() instanceof Refusal.TooLarge, refusal.refusal().message());
    house.patch(ResourceHouse.ALL, "routes", "1", "{\"plugins\":{\"echo\":null}}");
  }

  @Test
  void aStoredSecretIsNotSentElsewhereByWhoMayNotRedirectIt() {
    house.put("routes", "1", limit("redis", "canary"));
    String marker = at(house.get("routes", "1"), PASSWORD);
    String elsewhere = limit("evil", marker);

    RefusedException refusal =
        refused(() -> house.put(ResourceHouse.NO_REDIRECTION, "routes", "1", elsewhere));
    assertTrue(refusal.refusal().message().contains("/plugins/limit-count/redis_host"));
    refused(
        () ->
            house.patch(
                ResourceHouse.NO_REDIRECTION,
                "routes",
                "1",
                "\"evil\"",
                "plugins",
                "limit-count",
                "redis_host"));
    assertEquals("redis", opened("routes", "1", "/plugins/limit-count/redis_host"));

    house.put(ResourceHouse.ALL, "routes", "1", elsewhere);
    house.put(ResourceHouse.NO_REDIRECTION, "routes", "1", limit("third", "sent again"));
    assertEquals("sent again", opened("routes", "1", PASSWORD));
  }

  @Test
  void aDeletedResourceLeavesNoSealedValue() {
    house.put("routes", "1", limit("redis", "canary"));
    house.delete("routes", "1", false);
    house.put(
        "routes",
        "1",
        limit("redis", "x").replace("\"redis_password\":\"x\"", "\"redis_port\":6379"));

    assertTrue(house.sealedOf("routes", "1").isEmpty());
  }

  @Test
  void aResourceHasNoMoreSecretsThanCanBeWrittenInAMoment() {
    house.put("routes", "1", headers(1000));

    RefusedException refusal =
        assertThrows(RefusedException.class, () -> house.put("routes", "1", headers(1001)));

    assertTrue(refusal.refusal() instanceof Refusal.Invalid, refusal.refusal().message());
    assertEquals(1000, house.sealedOf("routes", "1").size());
  }

  private static String headers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"h" + i + "\":\"secret " + i + "\"")
        .collect(
            joining(
                ",",
                "{\"uri\":\"/a\",\"plugins\":{\"loki-logger\":{"
                    + "\"endpoint_addrs\":[\"http://logs.example\"],\"headers\":{",
                "}}}}"));
  }

  private static String limit(String redisHost, String redisPassword) {
    return """
    {"uri":"/*","upstream":{"nodes":{"127.0.0.1:80":1}},"plugins":{"limit-count":{
      "count":1,"time_window":60,"policy":"redis","redis_host":"%s","redis_password":"%s"}}}
    """
        .formatted(redisHost, redisPassword);
  }

  private static String kafka(String host1, String password1, String host2, String password2) {
    return """
    {"uri":"/*","upstream":{"nodes":{"127.0.0.1:80":1}},"plugins":{"kafka-logger":{
      "kafka_topic":"t","brokers":[
        {"host":"%s","port":9092,"sasl_config":{"user":"u","password":"%s"}},
        {"host":"%s","port":9092,"sasl_config":{"user":"u","password":"%s"}}]}}}
    """
        .formatted(host1, password1, host2, password2);
  }

  private String opened(String kind, String id, String pointer) {
    var document = house.opened(kind, id);
    return ((JsonString) Pointer.parse(pointer, document).in(document).orElseThrow()).getString();
  }

  private static String at(Resource resource, String pointer) {
    return ((JsonString)
            Pointer.parse(pointer, resource.document()).in(resource.document()).orElseThrow())
        .getString();
  }

  private static RefusedException refused(Runnable write) {
    RefusedException refusal = assertThrows(RefusedException.class, write::run);
    assertTrue(refusal.refusal() instanceof Refusal.Invalid, refusal.refusal().message());
    assertFalse(refusal.refusal().message().contains("canary"));
    return refusal;
  }
}
