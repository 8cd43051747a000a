package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.application.port.StoredRootKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The wrapped root key. */
class StoredRootKeyContractTest extends DatabaseContract {
  private static final KeyId FIRST = new KeyId("00000000000000aa");
  private static final KeyId SECOND = new KeyId("00000000000000bb");

  private StoredRootKey rootKey() {
    return new HibernateStoredRootKey(database().unitOfWork());
  }

  @Test
  void theNextReplacesTheOneBefore() {
    assertEquals(Optional.empty(), transact(rootKey()::find));
    assertEquals(Optional.empty(), transact(rootKey()::hold));
    assertSaved(new WrappedRootKey(FIRST, new Custody.KeyFile(), new byte[] {1, 2}, NOW));

    Custody shares = new Custody.Shares(3, Collections.nCopies(255, "ab".repeat(32)));
    assertSaved(new WrappedRootKey(SECOND, shares, new byte[0], NOW.plusSeconds(1)));
    assertSaved(
        new WrappedRootKey(FIRST, new Custody.Shares(1, List.of("cd")), new byte[] {3}, NOW));
  }

  private void assertSaved(WrappedRootKey next) {
    run(() -> rootKey().save(next));
    assertSame(next, transact(rootKey()::find));
    assertSame(next, transact(rootKey()::hold));
  }

  private static void assertSame(WrappedRootKey expected, Optional<WrappedRootKey> found) {
    WrappedRootKey actual = found.orElseThrow();
    assertEquals(expected.id(), actual.id());
    assertEquals(expected.custody(), actual.custody());
    assertEquals(expected.createdAt(), actual.createdAt());
    assertArrayEquals(expected.wrapped(), actual.wrapped());
  }
}
