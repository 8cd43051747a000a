package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.ResourceKind.Reference;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceKindTest {
  @Test
  void aRouteNamesItsUpstreamItsServiceAndItsCertificate() {
    assertEquals(
        Set.of(
            new Reference("/upstream_id", ResourceKind.UPSTREAM, new ResourceId("u1")),
            new Reference("/service_id", ResourceKind.SERVICE, new ResourceId("7")),
            new Reference("/upstream/tls/client_cert_id", ResourceKind.SSL, new ResourceId("s1"))),
        ResourceKind.ROUTE.references(
            object(
                "{'upstream_id':'u1','service_id':7,'upstream':{'tls':{'client_cert_id':'s1'}}}")));
  }

  @Test
  void anUpstreamNamesItsCertificate() {
    assertEquals(
        Set.of(new Reference("/tls/client_cert_id", ResourceKind.SSL, new ResourceId("s1"))),
        ResourceKind.UPSTREAM.references(
            object("{'tls':{'client_cert_id':'s1'},'upstream_id':'no'}")));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoIdIsNoReference(ResourceKind kind) {
    assertEquals(Set.of(), kind.references(object("{}")));
    assertEquals(
        Set.of(), kind.references(object("{'upstream_id':null,'service_id':{},'tls':'x'}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'canary/..'", "-1e30", "1e300", "'..'"})
  void aReferenceThatIsNoIdIsRefused(String id) {
    JsonObject document = object("{'upstream_id':" + id + "}");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ResourceKind.ROUTE.references(document));
    assertFalse(refused.refusal().message().contains("canary"));
  }

  @Test
  void whoMayNameAKindIsKnown() {
    assertEquals(
        List.of(ResourceKind.ROUTE, ResourceKind.SERVICE), ResourceKind.UPSTREAM.referrers());
    assertEquals(List.of(ResourceKind.ROUTE), ResourceKind.SERVICE.referrers());
    assertEquals(
        List.of(ResourceKind.ROUTE, ResourceKind.SERVICE, ResourceKind.UPSTREAM),
        ResourceKind.SSL.referrers());
    assertEquals(List.of(), ResourceKind.ROUTE.referrers());
    assertEquals(List.of(), ResourceKind.CONSUMER.referrers());
  }

  @Test
  void privateKeysTravelEncrypted() {
    assertTrue(ResourceKind.SSL.wireEncrypts(Pointer.of("key")));
    assertTrue(ResourceKind.SSL.wireEncrypts(Pointer.of("keys").index(4)));
    assertTrue(ResourceKind.UPSTREAM.wireEncrypts(Pointer.of("tls", "client_key")));
    assertTrue(ResourceKind.ROUTE.wireEncrypts(Pointer.of("upstream", "tls", "client_key")));
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

  @ParameterizedTest
  @EnumSource
  void everyKindIsFoundByItsPathAndNamesItsActions(ResourceKind kind) {
    assertEquals(kind, ResourceKind.parse(kind.path()));
    assertEquals(kind.path(), kind.singular() + "s");
    assertEquals(3, Set.of(kind.getAction(), kind.putAction(), kind.deleteAction()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "route", "Routes", "routes/", "canary"})
  void unknownKindsAreNotFound(String path) {
    RefusedException refused = assertThrows(RefusedException.class, () -> ResourceKind.parse(path));
    String message = assertInstanceOf(Refusal.NotFound.class, refused.refusal()).message();
    assertTrue(message.endsWith("routes, services, upstreams, consumers, ssls"), message);
  }

  private static JsonObject object(String text) {
    return StrictJson.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
