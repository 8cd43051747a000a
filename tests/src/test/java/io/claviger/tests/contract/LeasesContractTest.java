package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.application.port.Leases;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Leases. */
class LeasesContractTest extends DatabaseContract {
  private static final Duration HOUR = Duration.ofHours(1);

  private boolean acquire(String name, String holder, Duration duration) {
    Leases leases = new HibernateLeases(database().unitOfWork(), holder);
    return transact(() -> leases.acquire(name, duration));
  }

  @Test
  void aLeaseIsRenewedByItsHolderAndRefusedToOthers() {
    String name = UUID.randomUUID().toString();

    assertTrue(acquire(name, "a", HOUR));
    assertTrue(acquire(name, "a", HOUR));
    assertFalse(acquire(name, "b", HOUR));
  }

  @Test
  void aLeaseIsGivenUpByItsHolderOnly() {
    String name = UUID.randomUUID().toString();
    assertTrue(acquire(name, "a", HOUR));

    release(name, "b");
    assertFalse(acquire(name, "b", HOUR));

    release(name, "a");
    assertTrue(acquire(name, "b", HOUR));
  }

  private void release(String name, String holder) {
    Leases leases = new HibernateLeases(database().unitOfWork(), holder);
    transact(
        () -> {
          leases.release(name);
          return true;
        });
  }

  @Test
  void aLeaseThatRanOutIsTakenByAnother() {
    String name = UUID.randomUUID().toString();

    assertTrue(acquire(name, "a", Duration.ZERO));
    assertTrue(acquire(name, "b", HOUR));
    assertFalse(acquire(name, "a", HOUR));
  }
}
