package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final DataKey PRIMARY = key("0000000000000002", KeyState.PRIMARY);
  private static final DataKey OLDER = key("0000000000000001", KeyState.DECRYPT_ONLY);

  @Test
  void aKeyringHasExactlyOnePrimary() {
    assertEquals(PRIMARY, keyring(List.of(PRIMARY, OLDER)).primary());
    assertThrows(IllegalArgumentException.class, () -> keyring(List.of()));
    assertThrows(IllegalArgumentException.class, () -> keyring(List.of(OLDER)));
    assertThrows(
        IllegalArgumentException.class,
        () -> keyring(List.of(PRIMARY, key("0000000000000003", KeyState.PRIMARY))));
  }

  @Test
  void keysAreFoundByTheirIds() {
    Keyring keyring = keyring(List.of(PRIMARY, OLDER));
    assertEquals(Optional.of(OLDER), keyring.find(OLDER.id()));
    assertEquals(Optional.empty(), keyring.find(new KeyId("00000000000000ff")));
  }

  @Test
  void aKeyringDoesNotChangeWithTheListItWasMadeFrom() {
    List<DataKey> keys = new ArrayList<>(List.of(PRIMARY));
    Keyring keyring = keyring(keys);
    keys.add(OLDER);
    assertEquals(List.of(PRIMARY), keyring.keys());
  }

  @Test
  void textOfAKeyringHoldsNoKey() {
    assertFalse(keyring(List.of(PRIMARY)).toString().contains("canary"));
  }

  private static Keyring keyring(List<DataKey> keys) {
    return new Keyring(Scope.SYSTEM, 1, keys);
  }

  private static DataKey key(String id, KeyState state) {
    return new DataKey(new KeyId(id), state, Secret.ofText("canary"));
  }
}
