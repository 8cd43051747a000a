package io.claviger.domain.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.claviger.domain.json.StrictJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
  private static final AuditEntry ENTRY = entry("default", "routes/1", "{\"uri\":\"/é\\n\"}");

  private static final String CANONICAL =
      """
      {"action":"gateway:PutRoute","actor":"user:3f2504e0-4f89-41d3-9a0c-0305e82c3301",\
      "body":"{\\"uri\\":\\"/é\\\\n\\"}","group":"default",\
      "id":"6f9619ff-8b86-4011-b42d-00c04fc964ff","outcome":"done","request_id":"req-1",\
      "resource":"routes/1","salt":"000102030405060708090a0b0c0d0e0f","source":"192.0.2.7",\
      "status":201,"time":1767225600123,"v":1}""";

  /** These bytes are stored and exported for years: they do not change within version 1. */
  @Test
  void canonicalBytesAreThePublishedFormat() {
    assertEquals(CANONICAL, new String(ENTRY.canonicalBytes(), UTF_8));
    assertEquals(CANONICAL, ENTRY.toString());
  }

  /** SHA-256 of a zero byte and the text, and of a zero byte alone; made with another program. */
  @Test
  void leafHashIsThatOfTheStandard() {
    assertEquals(
        "039487e9d56be7c7128fb19aadb3b5520ac40b2e0d7eb784e99fd99eac970827",
        hex(AuditEntry.leafHash(ENTRY.canonicalBytes())));
    assertEquals(
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        hex(AuditEntry.leafHash(new byte[0])));
  }

  @Test
  void canonicalBytesReadBack() {
    assertEquals(13, StrictJson.object(ENTRY.canonicalBytes()).size());
  }

  @Test
  void nothingMovesBetweenFieldsUnseen() {
    assertNotEquals(entry("a", "b\",\"x\":\"", "").toString(), entry("a", "b", "").toString());
    assertNotEquals(entry("a", "", "b").toString(), entry("a", "b", "").toString());
    assertEquals(13, StrictJson.object(entry("\"},{\"", "\\\"", "\0\n").canonicalBytes()).size());
  }

  @Test
  void everyFlippedBitChangesTheLeafHash() {
    byte[] bytes = ENTRY.canonicalBytes();
    String hash = hex(AuditEntry.leafHash(bytes));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertNotEquals(hash, hex(AuditEntry.leafHash(bytes)));
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static AuditEntry entry(String group, String resource, String body) {
    return new AuditEntry(
        UUID.fromString("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
        Instant.parse("2026-01-01T00:00:00.123456Z"),
        "000102030405060708090a0b0c0d0e0f",
        "user:3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "192.0.2.7",
        "gateway:PutRoute",
        group,
        resource,
        AuditEntry.Outcome.DONE,
        201,
        "req-1",
        body);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
