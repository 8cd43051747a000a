package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.application.port.Installation;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The identity of the installation. */
class InstallationContractTest extends DatabaseContract {
  private Installation installation() {
    return new HibernateInstallation(database().unitOfWork());
  }

  @Test
  void theIdentityIsSetOnce() {
    UUID id = UUID.randomUUID();
    assertEquals(Optional.empty(), transact(installation()::id));

    run(() -> installation().create(id));

    assertConflict(() -> run(() -> installation().create(UUID.randomUUID())));
    assertEquals(Optional.of(id), transact(installation()::id));
  }
}
