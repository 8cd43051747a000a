package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.CATALOGUE;
import static io.claviger.adapters.catalogue.Fixture.VERSION;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static io.claviger.adapters.catalogue.Fixture.secrets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretFieldsTest {
  private static final String MARKER = "$sealed://AAAAAAAAAAAAAAAAAAAAAA";

  /** All but those of metadata, and those that are told by the name of a header. */
  static List<String> namedFields() {
    return Fixture.lines("secret-fields-3.18.txt").stream()
        .filter(line -> !line.contains(" metadata ") && !line.contains(".<credential>"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("namedFields")
  void everySensitiveFieldOfTheTableIsFound(String line) {
    String[] words = line.split(" ", -1);
    String[] field = words[3].split("\\.", -1);
    ResourceKind kind = words[1].equals("conf") ? ResourceKind.ROUTE : ResourceKind.CONSUMER;
    for (JsonValue leaf :
        List.of(text(), list(text()), JsonTree.object().add("a", MARKER).build())) {
      assertFound(kind, words[0], nested(field, 0, leaf, false));
      assertFound(kind, words[0], nested(field, 0, leaf, true));
    }
  }

  private static void assertFound(ResourceKind kind, String plugin, JsonValue configuration) {
    JsonObject plugins = JsonTree.object().add(plugin, configuration).build();
    JsonObject document = JsonTree.object().add("plugins", plugins).build();
    List<SecretField> found = CATALOGUE.secretFields(VERSION, kind, document);
    assertEquals(1, found.size(), document.toString());
    assertEquals(text(), found.getFirst().pointer().in(document).orElseThrow());
  }

  private static JsonValue nested(String[] names, int at, JsonValue leaf, boolean inLists) {
    if (at == names.length) {
      return leaf;
    }
    JsonObject object =
        JsonTree.object().add(names[at], nested(names, at + 1, leaf, inLists)).build();
    return inLists && at > 0 ? list(object) : object;
  }

  private static JsonValue list(JsonValue element) {
    return JsonTree.array().add(element).build();
  }

  private static JsonValue text() {
    return JsonTree.string(MARKER);
  }

  @Test
  void theSecretsOfTheKindsThemselvesAreFound() {
    assertEquals(
        Set.of("/cert", "/key", "/certs/0", "/keys/0", "/keys/1", "/client/ca"),
        pointers(
            secrets(
                ResourceKind.SSL,
                "{'cert': 'a', 'key': 'b', 'certs': ['c'], 'keys': ['d', 'e'], 'client': {'ca':"
                    + " 'f'}, 'sni': 'g'}")));
    assertEquals(
        Set.of("/tls/client_key"),
        pointers(
            secrets(
                ResourceKind.UPSTREAM,
                "{'nodes': {}, 'tls': {'client_key': 'a', 'client_cert': 'b'}}")));
    for (ResourceKind kind : List.of(ResourceKind.ROUTE, ResourceKind.SERVICE)) {
      assertEquals(
          Set.of("/upstream/tls/client_key"),
          pointers(secrets(kind, "{'upstream': {'tls': {'client_key': '" + MARKER + "'}}}")));
    }
  }

  @Test
  void theDestinationsOfAnUpstreamsKeyAreInTheSameUpstream() {
    assertEquals(
        Set.of(
            "/upstream/nodes",
            "/upstream/service_name",
            "/upstream/discovery_type",
            "/upstream/discovery_args",
            "/upstream/scheme",
            "/upstream/pass_host",
            "/upstream/upstream_host",
            "/upstream/tls/verify"),
        destinations(
            secrets(ResourceKind.ROUTE, "{'upstream': {'tls': {'client_key': 'a'}}}").getFirst()));
  }

  @Test
  void theDestinationsOfASecretInAnArrayAreInItsOwnElement() {
    List<SecretField> found =
        secrets(
            ResourceKind.ROUTE,
            routeWith(
                "'kafka-logger': {'brokers': [{'host': 'a'}, {'host': 'b', 'sasl_config':"
                    + " {'password': 'p'}}]}"));
    assertEquals(
        Map.of(
            "/plugins/kafka-logger/brokers/1/sasl_config/password",
            Set.of(
                "/plugins/kafka-logger/brokers/1/host",
                "/plugins/kafka-logger/brokers/1/port",
                "/plugins/kafka-logger/brokers/1/sasl_config/mechanism",
                "/plugins/kafka-logger/tls")),
        found.stream()
            .collect(
                Collectors.toMap(
                    field -> field.pointer().toString(), SecretFieldsTest::destinations)));
  }

  @Test
  void aSecretThatGoesToTheUpstreamHasTheUpstreamAsItsDestination() {
    assertEquals(
        Set.of(
            "/upstream",
            "/upstream_id",
            "/service_id",
            "/plugin_config_id",
            "/group_id",
            "/plugins/traffic-split"),
        destinations(
            secrets(ResourceKind.ROUTE, routeWith("'kafka-proxy': {'sasl': {'password': 'p'}}"))
                .getFirst()));
  }

  @Test
  void secretsOfPluginsInsidePluginsAreFound() {
    assertEquals(
        Set.of(
            "/plugins/workflow/rules/0/actions/0/1/redis_password",
            "/plugins/multi-auth/auth_plugins/1/jwt-auth/secret",
            "/plugins/traffic-split/rules/0/weighted_upstreams/1/upstream/tls/client_key"),
        pointers(
            secrets(
                ResourceKind.ROUTE,
                routeWith(
                    "'workflow': {'rules': [{'actions': [['limit-count', {'redis_password':"
                        + " 'a'}]]}]}, 'multi-auth': {'auth_plugins': [{'key-auth': {}},"
                        + " {'jwt-auth': {'secret': 'b'}}]}, 'traffic-split': {'rules':"
                        + " [{'weighted_upstreams': [{}, {'upstream': {'tls': {'client_key':"
                        + " 'c'}}}]}]}"))));
  }

  @Test
  void aConsumersCredentialIsASecretEvenWhereItMayNotStand() {
    assertEquals(
        Set.of("/plugins/key-auth/key"),
        pointers(secrets(ResourceKind.ROUTE, routeWith("'key-auth': {'key': 'k'}"))));
  }

  @Test
  void destinationsAreKnownForWhatSendsASecretSomewhere() {
    assertTrue(
        destinations(
                secrets(ResourceKind.ROUTE, routeWith("'limit-count': {'redis_password': 'p'}"))
                    .getFirst())
            .containsAll(
                Set.of(
                    "/plugins/limit-count/policy",
                    "/plugins/limit-count/redis_host",
                    "/plugins/limit-count/redis_port",
                    "/plugins/limit-count/redis_ssl",
                    "/plugins/limit-count/redis_ssl_verify",
                    "/plugins/limit-count/redis_cluster_nodes",
                    "/plugins/limit-count/redis_cluster_name",
                    "/plugins/limit-count/redis_sentinels")));
    assertTrue(
        destinations(
                secrets(ResourceKind.ROUTE, routeWith("'openid-connect': {'client_secret': 'p'}"))
                    .getFirst())
            .containsAll(
                Set.of(
                    "/plugins/openid-connect/discovery",
                    "/plugins/openid-connect/token_endpoint",
                    "/plugins/openid-connect/introspection_endpoint",
                    "/plugins/openid-connect/proxy_opts/https_proxy",
                    "/plugins/openid-connect/redirect_uri",
                    "/plugins/openid-connect/ssl_verify")));
  }

  @Test
  void documentsOfAnyShapeAreSearched() {
    for (String odd :
        List.of(
            "{'plugins': 1}",
            "{'plugins': {'jwt-auth': []}}",
            "{'upstream': ''}",
            "{'plugins': {'nope': {'key': 'k'}}}",
            "{'plugins': {'workflow': {'rules': [[], {'actions': [3, ['a']]}]}}}")) {
      assertEquals(List.of(), secrets(ResourceKind.ROUTE, odd));
    }
  }

  private static Set<String> pointers(List<SecretField> fields) {
    return fields.stream().map(field -> field.pointer().toString()).collect(Collectors.toSet());
  }

  private static Set<String> destinations(SecretField field) {
    return field.destinations().stream().map(Object::toString).collect(Collectors.toSet());
  }
}
