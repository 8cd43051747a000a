package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdFormTest {
  private static final String LONG = "x".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "routes,A.b-c_9",
    "routes,..x",
    "consumers,jack_-9",
    "credentials,jack/credentials/c.1",
    "plugin_metadata,http-logger",
    "secrets,vault/1",
    "secrets,aws/a.b",
    "secrets,gcp/x"
  })
  void anIdOfItsFormIsRead(String kind, String id) {
    assertEquals(id, ResourceKind.parse(kind).id(id).value());
  }

  @ParameterizedTest
  @CsvSource({
    "routes,a/b",
    "routes,..",
    "consumers,a.b",
    "consumers,a/b",
    "credentials,jack",
    "credentials,jack/c1",
    "credentials,jack/credentials/..",
    "credentials,jack/credentials/a/b",
    "credentials,ja.ck/credentials/c1",
    "plugin_metadata,Http",
    "plugin_metadata,a/b",
    "secrets,1",
    "secrets,canary/1",
    "secrets,vault/..",
    "secrets,vault/1/2"
  })
  void anyOtherIsRefusedAndNotRepeated(String kind, String id) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ResourceKind.parse(kind).id(id));
    String message = assertInstanceOf(Refusal.Invalid.class, refused.refusal()).message();
    assertFalse(message.contains("canary"), message);
  }

  @Test
  void theLongestIdsAreRead() {
    String user = "u".repeat(256);
    assertEquals(user, ResourceKind.CONSUMER.id(user).value());
    assertEquals(
        ResourceId.MAX_LENGTH,
        ResourceKind.CREDENTIAL.id(user + "/credentials/" + LONG).value().length());
    for (String tooLong : new String[] {user + "u", LONG + "x"}) {
      assertThrows(RefusedException.class, () -> ResourceKind.CONSUMER.id(user + tooLong));
      assertThrows(RefusedException.class, () -> ResourceKind.ROUTE.id(tooLong));
    }
  }

  @Test
  void aDocumentRepeatsItsIdAsItsKindDoes() {
    assertEquals(
        "c1",
        ResourceKind.CREDENTIAL.idInDocument(ResourceKind.CREDENTIAL.id("jack/credentials/c1")));
    assertEquals("vault/1", ResourceKind.SECRET.idInDocument(ResourceKind.SECRET.id("vault/1")));
  }
}
