package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.application.port.Keyrings;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void aKeyIsReplacedInItsPlaceAndThatCounts() {
    Scope scope = newScope();
    run(() -> keyrings().add(key(scope, "1111111111111111")));
    run(() -> keyrings().add(key(scope, "2222222222222222")));

    run(() -> keyrings().replace(key(scope, "1111111111111111").destroyed()));

    WrappedKey older = transact(() -> keyrings().of(scope)).getLast();
    assertEquals(new KeyId("1111111111111111"), older.id());
    assertEquals(KeyState.DESTROYED, older.state());
    assertEquals(0, older.wrapped().length);
    assertEquals(NOW, older.createdAt());
    assertEquals(3L, transact(() -> keyrings().version(scope)));
    assertEquals(3L, transact(() -> keyrings().versions()).get(scope));
  }

  @Test
  void whoAsksForAllScopesIsToldOfAKeyringThatIsMissing() throws SQLException {
    Scope scope = newScope();
    run(() -> keyrings().add(key(scope, "4444444444444444")));
    assertTrue(transact(() -> keyrings().scopes()).contains(scope));

    forge("delete from keyring where scope = '" + scope + "'");
    assertRefused(Refusal.Damaged.class, () -> transact(() -> keyrings().scopes()));
    forge("delete from keyring_key where scope = '" + scope + "'");
    assertFalse(transact(() -> keyrings().scopes()).contains(scope));
  }

  /** Who comes second sees what the first has made of it. */
  @Test
  void theSystemsKeyringIsHeldByOneTransaction() throws Exception {
    run(() -> keyrings().add(key(Scope.SYSTEM, "3333333333333333")));
    long before = transact(() -> keyrings().version(Scope.SYSTEM));
    CountDownLatch held = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Long> second =
          transact(
              () -> {
                keyrings().hold(Scope.SYSTEM);
                Future<Long> waiting =
                    other.submit(
                        () ->
                            transact(
                                () -> {
                                  held.countDown();
                                  keyrings().hold(Scope.SYSTEM);
                                  return keyrings().version(Scope.SYSTEM);
                                }));
                await(held);
                keyrings().add(key(Scope.SYSTEM, "4444444444444444"));
                return waiting;
              });
      assertEquals(before + 1, second.get());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aScopeHasNoneOfAnothersKeys() {
    run(() -> keyrings().add(key(newScope(), "1111111111111111")));

    Scope empty = newScope();
    assertEquals(List.of(), transact(() -> keyrings().of(empty)));
    assertEquals(0L, transact(() -> keyrings().version(empty)));
  }
}
