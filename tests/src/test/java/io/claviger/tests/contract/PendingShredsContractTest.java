package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.persistence.HibernatePendingShreds;
import io.claviger.application.port.PendingShreds;
import io.claviger.domain.shared.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scopes whose shred keys are to be destroyed. */
class PendingShredsContractTest extends DatabaseContract {
  private PendingShreds pending() {
    return new HibernatePendingShreds(database().unitOfWork());
  }

  @Test
  void whatIsPendingStaysUntilItIsRemoved() {
    Scope first = newScope();
    Scope second = newScope();
    run(
        () -> {
          pending().add(first);
          pending().add(second);
        });
    assertEquals(Set.of(first, second), transact(pending()::all));

    run(() -> pending().remove(first));
    run(() -> pending().remove(first));

    assertEquals(Set.of(second), transact(pending()::all));
    run(() -> pending().remove(second));
  }

  @Test
  void aRemovalThatIsRolledBackShredsNothing() {
    assertThrows(
        IllegalStateException.class,
        () ->
            run(
                () -> {
                  pending().add(newScope());
                  throw new IllegalStateException();
                }));

    assertEquals(Set.of(), transact(pending()::all));
  }
}
