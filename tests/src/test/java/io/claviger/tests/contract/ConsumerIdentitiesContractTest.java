package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateConsumerIdentities;
import io.claviger.application.port.ConsumerIdentities;
import io.claviger.application.port.ConsumerIdentities.Marked;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By what consumers are known. */
class ConsumerIdentitiesContractTest extends DatabaseContract {
  private static final Marked ONE = new Marked("key-auth", "$sealed://AAAAAAAAAAAAAAAAAAAAAA");
  private static final Marked SAME_MARK = new Marked("jwt-auth", ONE.mark());
  private static final Marked TWO = new Marked("key-auth", "$sealed://aaaaaaaaaaaaaaaaaaaaaa");

  private ConsumerIdentities identities() {
    return new HibernateConsumerIdentities(database().unitOfWork());
  }

  private Optional<ResourceKey> owner(Scope scope, Marked identity) {
    return transact(() -> identities().owner(scope, identity));
  }

  @Test
  void anIdentityLeadsToItsOwnerInItsScopeOnly() {
    Scope scope = newScope();
    ResourceKey jack =
        new ResourceKey(scope, ResourceKind.CONSUMER, ResourceKind.CONSUMER.id("jack"));
    ResourceKey credential =
        new ResourceKey(
            scope, ResourceKind.CREDENTIAL, ResourceKind.CREDENTIAL.id("jack/credentials/c"));
    run(() -> identities().replace(jack, Set.of(ONE)));
    run(() -> identities().replace(credential, Set.of(TWO, SAME_MARK)));

    assertEquals(Optional.of(jack), owner(scope, ONE));
    assertEquals(Optional.of(credential), owner(scope, TWO));
    assertEquals(Optional.of(credential), owner(scope, SAME_MARK));
    assertEquals(Optional.empty(), owner(newScope(), ONE));
  }

  @Test
  void replacingLeavesNoneOfTheOldOnes() {
    Scope scope = newScope();
    ResourceKey jack =
        new ResourceKey(scope, ResourceKind.CONSUMER, ResourceKind.CONSUMER.id("jack"));
    run(() -> identities().replace(jack, Set.of(ONE, SAME_MARK)));
    run(() -> identities().replace(jack, Set.of(ONE, TWO)));

    assertEquals(Optional.of(jack), owner(scope, ONE));
    assertEquals(Optional.empty(), owner(scope, SAME_MARK));

    run(() -> identities().replace(jack, Set.of()));
    assertEquals(Optional.empty(), owner(scope, TWO));
  }
}
