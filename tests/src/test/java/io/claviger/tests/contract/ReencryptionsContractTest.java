package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateReencryptions;
import io.claviger.application.port.Reencryptions;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The requests to move sealed values. */
class ReencryptionsContractTest extends DatabaseContract {
  private Reencryptions reencryptions() {
    return new HibernateReencryptions(database().unitOfWork());
  }

  @Test
  void theLastRequestOfAScopeIsWhatCounts() {
    Scope scope = newScope();
    assertEquals(Optional.empty(), transact(() -> reencryptions().find(scope)));
    Reencryption running = Reencryption.started(scope, 20_000, NOW);
    run(() -> reencryptions().save(running));
    assertEquals(Optional.of(running), transact(() -> reencryptions().find(scope)));
    assertTrue(transact(() -> reencryptions().running()).contains(running));

    Reencryption done = running.ended(State.DONE, NOW.plusSeconds(9));
    run(() -> reencryptions().save(done));

    assertEquals(Optional.of(done), transact(() -> reencryptions().find(scope)));
    assertFalse(transact(() -> reencryptions().running()).contains(running));
    assertTrue(transact(() -> reencryptions().all()).contains(done));
  }

  @Test
  void aForgedRequestHidesNoOther() throws SQLException {
    Scope forged = newScope();
    Reencryption intact = Reencryption.started(newScope(), 1, NOW);
    run(() -> reencryptions().save(Reencryption.started(forged, 1, NOW)));
    run(() -> reencryptions().save(intact));

    forge("update reencryption set total = 2 where scope = '" + forged + "'");

    assertTrue(transact(() -> reencryptions().running()).contains(intact));
    assertTrue(
        transact(() -> reencryptions().running()).stream()
            .noneMatch(found -> found.scope().equals(forged)));
    assertTrue(damages.stream().anyMatch(damage -> damage.scope().equals(forged)));
  }
}
