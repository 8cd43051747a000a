package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateCertificateAuthorities;
import io.claviger.application.port.CertificateAuthorities;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The certificates of the program's authorities. */
class CertificateAuthoritiesContractTest extends DatabaseContract {
  private CertificateAuthorities authorities() {
    return new HibernateCertificateAuthorities(database().unitOfWork());
  }

  @Test
  void anAuthorityIsNeverReplaced() {
    run(() -> authorities().add("server", "first"));

    assertConflict(() -> run(() -> authorities().add("server", "second")));

    assertEquals(Optional.of("first"), transact(() -> authorities().find("server")));
    assertEquals(Optional.empty(), transact(() -> authorities().find("other")));
  }
}
