package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceKindTest {
  @Test
  void privateKeysTravelEncrypted() {
    assertTrue(ResourceKind.SSL.wireEncrypts(Pointer.of("key")));
    assertTrue(ResourceKind.SSL.wireEncrypts(Pointer.of("keys").index(4)));
    assertTrue(ResourceKind.UPSTREAM.wireEncrypts(Pointer.of("tls", "client_key")));
    assertTrue(ResourceKind.ROUTE.wireEncrypts(Pointer.of("upstream", "tls", "client_key")));
    assertTrue(ResourceKind.STREAM_ROUTE.wireEncrypts(Pointer.of("upstream", "tls", "client_key")));
    assertTrue(ResourceKind.SERVICE.wireEncrypts(Pointer.of("upstream", "tls", "client_key")));
  }

  @Test
  void otherFieldsDoNotTravelEncrypted() {
    assertFalse(ResourceKind.SSL.wireEncrypts(Pointer.of("keys")));
    assertFalse(ResourceKind.SSL.wireEncrypts(Pointer.of("client", "ca")));
    assertFalse(ResourceKind.ROUTE.wireEncrypts(Pointer.of("tls", "client_key")));
    assertFalse(ResourceKind.ROUTE.wireEncrypts(Pointer.of("plugins", "jwt-auth", "secret")));
    assertFalse(ResourceKind.CONSUMER.wireEncrypts(Pointer.of("key")));
  }

  @Test
  void theVerbsAreThoseOfApisix() {
    assertEquals(
        Set.of("routes", "services", "upstreams", "ssls", "protos", "stream_routes"),
        having(Verb.POST));
    assertEquals(
        Set.of(
            "routes",
            "services",
            "upstreams",
            "ssls",
            "global_rules",
            "plugin_configs",
            "consumer_groups",
            "secrets"),
        having(Verb.PATCH));
  }

  private static Set<String> having(Verb verb) {
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind.has(verb))
        .map(ResourceKind::path)
        .collect(Collectors.toSet());
  }

  @Test
  void noTwoKindsHaveAnActionInCommon() {
    assertEquals(
        3L * ResourceKind.values().length,
        Arrays.stream(ResourceKind.values())
            .flatMap(kind -> Stream.of(kind.getAction(), kind.putAction(), kind.deleteAction()))
            .distinct()
            .count());
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsFoundByItsPathAndNamesItsActions(ResourceKind kind) {
    assertEquals(kind, ResourceKind.parse(kind.path()));
    assertEquals(3, Set.of(kind.getAction(), kind.putAction(), kind.deleteAction()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "route", "Routes", "routes/", "canary", "consumers/jack/credentials"})
  void unknownKindsAreNotFound(String path) {
    RefusedException refused = assertThrows(RefusedException.class, () -> ResourceKind.parse(path));
    String message = assertInstanceOf(Refusal.NotFound.class, refused.refusal()).message();
    assertTrue(
        message.contains("routes, services, upstreams, consumers, credentials, ssls"), message);
  }
}
