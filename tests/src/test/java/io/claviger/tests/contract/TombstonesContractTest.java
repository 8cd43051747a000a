package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.adapters.persistence.HibernateTombstones;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.port.Tombstones;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is left of deleted resources. */
class TombstonesContractTest extends DatabaseContract {
  private Tombstones tombstones() {
    return new HibernateTombstones(database().unitOfWork());
  }

  private Resources resources() {
    return new HibernateResources(database().unitOfWork());
  }

  private GatewayGroups groups() {
    return new HibernateGatewayGroups(database().unitOfWork());
  }

  private static ResourceKey route(Scope scope, long number) {
    return new ResourceKey(scope, ResourceKind.ROUTE, new ResourceId("r" + number));
  }

  /** Of a group that has deleted a route at each revision, a second apart. */
  private GatewayGroup deleted(int routes) {
    Scope scope = newScope();
    GatewayGroup group =
        new GatewayGroup(
            scope,
            new GroupId(scope.value()),
            new GatewayGroup.Profile(
                "a", "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
            new Revision(routes),
            Revision.NONE,
            NOW,
            NOW);
    run(
        () -> {
          groups().save(group);
          for (long i = 1; i <= routes; i++) {
            resources().remove(route(scope, i), new Revision(i), at(i));
          }
        });
    return group;
  }

  private static Instant at(long revision) {
    return NOW.plusSeconds(revision);
  }

  private Optional<Revision> prune(GatewayGroup group, long before, int limit) {
    return transact(
        () -> {
          GatewayGroup held = groups().lock(group.id()).orElseThrow();
          Optional<Revision> highest = tombstones().prune(group.scope(), at(before), limit);
          highest.ifPresent(upTo -> groups().save(held.withPruned(upTo)));
          return highest;
        });
  }

  private Resources.Changes changes(GatewayGroup group) {
    return transact(() -> resources().changedSince(group.scope(), Revision.NONE));
  }

  @Test
  void theOldestGoFirstAndNoneThatIsYoung() {
    GatewayGroup group = deleted(4);

    assertEquals(Optional.of(new Revision(2)), prune(group, 4, 2));
    assertEquals(Optional.of(new Revision(3)), prune(group, 4, 2));
    assertEquals(Optional.empty(), prune(group, 4, 2));

    assertEquals(
        new Resources.Changes(
            List.of(new Change.Deleted(route(group.scope(), 4), new Revision(4))), new Revision(3)),
        changes(group));
  }

  @Test
  void howeverFarSomebodyIsBehindAllThatCameSinceIsTold() {
    GatewayGroup group = deleted(12);
    for (long held = 0; held <= 12; held++) {
      Revision from = new Revision(held);
      assertEquals(
          LongStream.rangeClosed(held + 1, 12)
              .<Change>mapToObj(
                  later -> new Change.Deleted(route(group.scope(), later), new Revision(later)))
              .toList(),
          transact(() -> resources().changedSince(group.scope(), from).changes()));
    }
  }

  /** As where somebody else commits between the reading of the group and that of its changes. */
  @Test
  void aKeyThatWasChangedAgainSinceTheGroupWasReadIsTold() {
    GatewayGroup group = deleted(3);
    ResourceKey again = route(group.scope(), 3);
    run(() -> resources().remove(again, new Revision(4), NOW));

    assertEquals(
        List.of(new Change.Deleted(again, new Revision(4))),
        transact(() -> resources().changedSince(group.scope(), new Revision(2)).changes()));
  }

  @Test
  void noOtherGroupIsTouched() {
    GatewayGroup group = deleted(1);
    GatewayGroup other = deleted(1);

    prune(group, 9, 9);

    assertEquals(1, changes(other).changes().size());
    assertEquals(Revision.NONE, changes(other).pruned());
  }

  @Test
  void whatIsLeftIsWhatTheGroupSaysItHas() {
    GatewayGroup group = deleted(3);
    prune(group, 3, 9);

    run(
        () ->
            new HibernateRowIntegrity(database().unitOfWork(), new HmacPrf(), damages::add)
                .verify(group.scope()));
  }

  /** Otherwise a deletion that is forgotten could be hidden from who may have missed it. */
  @Test
  void upToWhereDeletionsAreForgottenCannotBeForged() throws SQLException {
    GatewayGroup group = deleted(3);
    prune(group, 3, 9);

    forge("update gateway_group set pruned_revision = 0 where scope = '" + group.scope() + "'");

    assertRefused(Refusal.Damaged.class, () -> changes(group));
  }

  @Test
  void whenARouteWasDeletedCannotBeForged() throws SQLException {
    GatewayGroup group = deleted(1);

    forge("update tombstone set deleted_at = 0 where scope = '" + group.scope() + "'");

    assertRefused(Refusal.Damaged.class, () -> prune(group, 1, 9));
  }
}
