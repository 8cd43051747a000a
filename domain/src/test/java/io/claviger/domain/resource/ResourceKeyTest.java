package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceKeyTest {
  private static final ResourceKey KEY =
      new ResourceKey(Scope.of(new UUID(1, 2)), ResourceKind.SSL, new ResourceId("s1"));

  @Test
  void aKeyNamesItsPlaces() {
    Pointer pointer = Pointer.of("key");
    assertEquals(new Place(KEY.scope(), "ssls", "s1", pointer), KEY.place(pointer));
    assertEquals("/apisix/ssls/s1", KEY.wireKey());
  }

  @Test
  void aCredentialStandsBelowItsConsumer() {
    ResourceKey credential =
        new ResourceKey(
            KEY.scope(),
            ResourceKind.CREDENTIAL,
            ResourceKind.CREDENTIAL.id("jack/credentials/c1"));
    assertEquals("/apisix/consumers/jack/credentials/c1", credential.wireKey());
    assertEquals("consumers/jack/credentials/c1", credential.name());
    assertEquals(
        Optional.of(new ResourceKey(KEY.scope(), ResourceKind.CONSUMER, new ResourceId("jack"))),
        credential.owner());
    assertEquals(Optional.empty(), KEY.owner());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1", "A.b-c_9", "..x", "0123456789abcdef0123456789abcdef", "a/b"})
  void idsAreSimpleNames(String text) {
    assertEquals(text, new ResourceId(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a//b", "/a", "a/", "a/..", "a b", "*", "é", "a\n", "\0", "a%2f"})
  void otherIdsAreRefused(String text) {
    for (String id : new String[] {text, "x".repeat(334)}) {
      assertInstanceOf(
          Refusal.Invalid.class,
          assertThrows(RefusedException.class, () -> new ResourceId(id)).refusal());
    }
  }
}
