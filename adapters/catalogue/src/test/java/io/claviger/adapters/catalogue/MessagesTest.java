package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.CATALOGUE;
import static io.claviger.adapters.catalogue.Fixture.VERSION;
import static io.claviger.adapters.catalogue.Fixture.json;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final String CANARY = "cAnArY 7f3\"\\é";
  private static final long NUMBER = 918273645546372819L;

  private record Sample(ResourceKind kind, JsonObject document) {}

  private static final String PEM = "p".repeat(200);

  static Stream<Sample> samples() {
    return Stream.of(
        new Sample(
            ResourceKind.ROUTE,
            json(
                "{'uri': '/a', 'hosts': ['a'], 'remote_addr': '::1', 'methods': ['GET'], 'labels':"
                    + " {'a': 'b'}, 'status': 1, 'timeout': {'connect': 1, 'send': 1, 'read': 1},"
                    + " 'upstream': {'type': 'chash', 'key': 'uri', 'nodes': [{'host': 'a', 'port':"
                    + " 1, 'weight': 1}], 'checks': {'active': {'healthy': {'interval': 1}}}, 'tls':"
                    + " {'client_cert': '"
                    + PEM
                    + "', 'client_key': '"
                    + PEM
                    + "'}}}")),
        route(
            "'limit-count': {'count': 1, 'time_window': 1, 'policy': 'redis', 'redis_host': 'rr',"
                + " 'redis_password': 'p', '_meta': {'disable': false, 'priority': 1}}"),
        route(
            "'openid-connect': {'client_id': 'a', 'client_secret': 'b', 'discovery': 'c',"
                + " 'session': {'secret': '0123456789abcdef', 'storage': 'redis', 'redis': {'host':"
                + " 'rr', 'password': 'p'}}, 'dpop': {'enabled': true, 'private_key': 'k',"
                + " 'public_jwk': {'kty': 'EC'}}}"),
        route(
            "'kafka-logger': {'brokers': [{'host': 'k', 'port': 1, 'sasl_config': {'user': 'u',"
                + " 'password': 'p', 'mechanism': 'PLAIN'}}], 'kafka_topic': 't'}"),
        route(
            "'workflow': {'rules': [{'actions': [['limit-count', {'count': 1, 'time_window':"
                + " 1}]]}]}, 'multi-auth': {'auth_plugins': [{'key-auth': {'realm': 'r'}},"
                + " {'basic-auth': {}}]}"),
        route(
            "'proxy-rewrite': {'headers': {'set': {'X-A': '1'}}, 'uri': '/b'}, 'cors':"
                + " {'allow_origins': '*'}, 'ai-proxy': {'provider': 'openai', 'auth': {'header': {'A':"
                + " 'b'}}}, 'loggly': {'customer_token': 't', 'severity_map': {'400': 'INFO'}},"
                + " 'data-mask': {'request': [{'action': 'regex', 'name': 'n', 'type': 'body',"
                + " 'body_format': 'json', 'regex': 'r', 'value': 'v'}]}"),
        new Sample(
            ResourceKind.CONSUMER,
            json(
                "{'username': 'j', 'plugins': {'key-auth': {'key': 'k'}, 'jwt-auth': {'key': 'k',"
                    + " 'secret': 's', 'algorithm': 'HS256'}, 'basic-auth': {'username': 'u',"
                    + " 'password': 'p'}, 'jwe-decrypt': {'key': 'k', 'secret':"
                    + " '01234567890123456789012345678901'}}}")),
        new Sample(
            ResourceKind.SSL,
            json(
                "{'cert': 'PEM', 'key': 'PEM', 'certs': ['PEM'], 'keys': ['PEM'], 'snis': ['a'],"
                    .concat(" 'client': {'ca': 'PEM', 'depth': 1}}")
                    .replace("PEM", PEM))));
  }

  private static Sample route(String plugins) {
    return new Sample(ResourceKind.ROUTE, json(routeWith(plugins)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreAcceptedAsTheyAre(Sample sample) {
    CATALOGUE.check(VERSION, sample.kind(), sample.document());
  }

  /** Each value of each sample, in turn, is replaced by values that hold a canary. */
  @ParameterizedTest
  @MethodSource("samples")
  void messagesNeverHoldAValue(Sample sample) {
    List<JsonValue> changed =
        canaries().flatMap(canary -> variants(sample.document(), value -> canary)).toList();
    long refused =
        changed.stream()
            .map(JsonValue.class::cast)
            .filter(JsonObject.class::isInstance)
            .filter(document -> isRefusedInSilence(sample.kind(), document.asJsonObject()))
            .count();
    assertTrue(refused > 10, "only " + refused + " were refused");
  }

  private static boolean isRefusedInSilence(ResourceKind kind, JsonObject document) {
    try {
      CATALOGUE.check(VERSION, kind, document);
      return false;
    } catch (RefusedException e) {
      String message = String.valueOf(e.getMessage());
      assertFalse(message.contains("cAnArY"), message);
      assertFalse(message.contains("9182736"), message);
      assertTrue(message.length() < 600, message);
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 127), message);
      return true;
    }
  }

  private static Stream<JsonValue> canaries() {
    return Stream.of(
        JsonTree.string(CANARY),
        JsonTree.number(NUMBER),
        JsonTree.array().add(CANARY).add(CANARY).build(),
        JsonTree.object().add(CANARY, CANARY).build(),
        JsonTree.array().add(JsonTree.array().add(CANARY).add(NUMBER)).build(),
        JsonTree.array().add(JsonTree.object().add(CANARY, NUMBER)).build());
  }

  /** The document once for each value in it, with that value replaced. */
  private static Stream<JsonValue> variants(JsonValue value, UnaryOperator<JsonValue> change) {
    Stream<JsonValue> below =
        switch (value) {
          case JsonObject object ->
              object.entrySet().stream()
                  .flatMap(
                      entry ->
                          variants(entry.getValue(), change)
                              .map(variant -> with(object, entry.getKey(), variant)));
          case JsonArray array ->
              IntStream.range(0, array.size())
                  .boxed()
                  .flatMap(
                      i -> variants(array.get(i), change).map(variant -> with(array, i, variant)));
          default -> Stream.empty();
        };
    return Stream.concat(Stream.of(change.apply(value)), below);
  }

  private static JsonValue with(JsonObject object, String name, JsonValue value) {
    JsonObjectBuilder copy = JsonTree.object(object);
    return copy.add(name, value).build();
  }

  private static JsonValue with(JsonArray array, int at, JsonValue value) {
    JsonArrayBuilder copy = JsonTree.array();
    IntStream.range(0, array.size()).forEach(i -> copy.add(i == at ? value : array.get(i)));
    return copy.build();
  }

  @Test
  void aMembersNameIsShownOnlyIfItIsShortAndPlain() {
    String name = "a name\\nthat is " + "long".repeat(30);
    String message =
        Fixture.refusal(ResourceKind.ROUTE, "{'uri': '/a', 'service_id': 's', '" + name + "': 1}");
    assertTrue(message.endsWith("/?: is not a known field"), message);
  }
}
