package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.application.port.Keyrings;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wrapped data keys. */
class KeyringsContractTest extends DatabaseContract {
  private Keyrings keyrings() {
    return new HibernateKeyrings(database().unitOfWork());
  }

  private static WrappedKey key(Scope scope, String id) {
    return new WrappedKey(scope, new KeyId(id), KeyState.DECRYPT_ONLY, new byte[] {1, 0, -1}, NOW);
  }

  @Test
  void keysComeNewestFirstAndAreCounted() {
    Scope scope = newScope();
    assertEquals(0L, transact(() -> keyrings().version(scope)));

    run(() -> keyrings().add(key(scope, "ffffffffffffffff")));
    run(() -> keyrings().add(key(scope, "0000000000000000")));

    List<WrappedKey> keys = transact(() -> keyrings().of(scope));
    assertEquals(
        List.of("0000000000000000", "ffffffffffffffff"),
        keys.stream().map(key -> key.id().value()).toList());
    assertEquals(KeyState.DECRYPT_ONLY, keys.getFirst().state());
    assertEquals(NOW, keys.getFirst().createdAt());
    assertArrayEquals(new byte[] {1, 0, -1}, keys.getFirst().wrapped());
    assertEquals(2L, transact(() -> keyrings().version(scope)));
  }

  @Test
  void aScopeHasNoneOfAnothersKeys() {
    run(() -> keyrings().add(key(newScope(), "1111111111111111")));

    Scope empty = newScope();
    assertEquals(List.of(), transact(() -> keyrings().of(empty)));
    assertEquals(0L, transact(() -> keyrings().version(empty)));
  }
}
