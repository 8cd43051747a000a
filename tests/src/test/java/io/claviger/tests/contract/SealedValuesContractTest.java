package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sealed values. */
class SealedValuesContractTest extends DatabaseContract {
  private SealedValues values() {
    return new HibernateSealedValues(database().unitOfWork());
  }

  private static SealedValue value(int... bytes) {
    byte[] body = new byte[bytes.length];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) bytes[i];
    }
    return new SealedValue(new KeyId("0123456789abcdef"), body);
  }

  @Test
  void theNewValuesAreTheOnlyOnes() {
    Scope scope = newScope();
    run(
        () ->
            values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1), "/keys/0", value(2))));

    run(() -> values().replace(scope, "ssls", "1", 2, Map.of("/key", value(3, 0, 255))));

    assertEquals(Map.of("/key", value(3, 0, 255)), transact(() -> values().of(scope, "ssls", "1")));
  }

  @Test
  void aThingHasOnlyItsOwnValues() {
    Scope scope = newScope();
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1))));

    assertEquals(Map.of(), transact(() -> values().of(scope, "ssls", "2")));
    assertEquals(Map.of(), transact(() -> values().of(scope, "routes", "1")));
    assertEquals(Map.of(), transact(() -> values().of(newScope(), "ssls", "1")));
  }

  @Test
  void aValueMayBeLongerThanAMebibyte() {
    Scope scope = newScope();
    SealedValue large = value(new int[3 << 20]);

    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", large)));

    assertEquals(Map.of("/key", large), transact(() -> values().of(scope, "ssls", "1")));
  }

  @Test
  void theLongestPointerOfTheWidestCharactersIsStored() {
    Scope scope = newScope();
    String longest = "/" + "\u4e00".repeat(511);
    run(() -> values().replace(scope, "routes", "1", 1, Map.of(longest, value(1))));
    assertEquals(Map.of(longest, value(1)), transact(() -> values().of(scope, "routes", "1")));

    assertRefused(
        Refusal.Invalid.class,
        () ->
            run(() -> values().replace(scope, "routes", "1", 1, Map.of(longest + "x", value(1)))));
  }

  @Test
  void aForgedKeyIdIsDamaged() throws SQLException {
    Scope scope = newScope();
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1))));

    forge("update sealed_value set key_id = 'forged' where scope = '" + scope + "'");

    assertRefused(Refusal.Damaged.class, () -> run(() -> values().of(scope, "ssls", "1")));
  }
}
