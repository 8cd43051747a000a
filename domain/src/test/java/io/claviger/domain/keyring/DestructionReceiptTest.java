package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.shared.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestructionReceiptTest {
  /** Signed receipts are kept for years: their bytes must not change. */
  @Test
  void theBytesThatAreSignedAreFixed() {
    DestructionReceipt receipt =
        new DestructionReceipt(
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            Scope.SYSTEM,
            "",
            new KeyId("0123456789abcdef"),
            Instant.ofEpochMilli(1_700_000_000_999L),
            Instant.ofEpochSecond(1_800_000_000),
            "user:somebody");

    assertEquals(
        "{\"actor\":\"user:somebody\",\"created_at\":1700000000,\"destroyed_at\":1800000000,"
            + "\"gateway_group_id\":\"\","
            + "\"installation\":\"11111111-2222-3333-4444-555555555555\","
            + "\"key\":\"0123456789abcdef\",\"scope\":\"system\","
            + "\"type\":\"claviger/key-destruction/v1\"}",
        new String(receipt.canonicalBytes(), StandardCharsets.UTF_8));
  }
}
