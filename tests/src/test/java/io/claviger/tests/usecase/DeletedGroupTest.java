package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.adapters.persistence.HibernatePendingShreds;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.DeleteGatewayGroup;
import io.claviger.application.keyring.Shredder;
import io.claviger.application.port.Resources;
import io.claviger.domain.access.Action;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a group that was deleted by force: no key, and no alarm. */
class DeletedGroupTest {
  private static final String SECRET =
      "{\"username\":\"jack\",\"plugins\":{\"key-auth\":{\"key\":\"a secret of jack\"}}}";

  @TempDir private Path directory;
  private ResourceHouse house;
  private HibernatePendingShreds pending;
  private Shredder shredder;
  private Scope scope;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
    pending = new HibernatePendingShreds(house.unitOfWork);
    shredder = new Shredder(house.unitOfWork, pending, house.keyrings);
    scope = house.put("consumers", "jack", SECRET).resource().key().scope();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Path shredKey() {
    return directory.resolve("keys").resolve("shred").resolve(scope + ".key");
  }

  private void delete(boolean crash) {
    DeleteGatewayGroup real =
        new DeleteGatewayGroup(
            house.groups,
            house.resources,
            shredder,
            new DataPlanes(
                UUID::randomUUID,
                house.unitOfWork,
                new HibernateGatewayInstances(house.unitOfWork),
                house.feeds(house.resources),
                InstantSource.system(),
                address -> {}));
    DeleteGatewayGroup.Delete command =
        new DeleteGatewayGroup.Delete(
            ResourceHouse.caller(ResourceHouse.ALL), ResourceHouse.GROUP, true);
    house.gate.run(crash ? new CutShort<>(real) : real, command);
  }

  @Test
  void theShredKeyIsDestroyedWithTheGroup() {
    assertTrue(Files.exists(shredKey()));

    delete(false);

    assertFalse(Files.exists(shredKey()));
    assertEquals(Set.of(), house.unitOfWork.inTransaction(pending::all));
  }

  @Test
  void shreddingSurvivesACrashAfterTheCommit() {
    delete(true);
    assertTrue(Files.exists(shredKey()));
    assertEquals(Set.of(scope), house.unitOfWork.inTransaction(pending::all));

    new Shredder(house.unitOfWork, pending, house.keyrings).run();

    assertFalse(Files.exists(shredKey()));
    assertEquals(Set.of(), house.unitOfWork.inTransaction(pending::all));
  }

  @Test
  void aDeletedGroupIsNotTakenForTamperingByItsFeed() throws InterruptedException {
    Semaphore reads = new Semaphore(0);
    try (ChangeFeeds feeds = house.feeds(new CountedReads(house.resources, reads))) {
      feeds.start();
      assertTrue(feeds.of(scope).orElseThrow().keys() > 0);
      delete(false);
      reads.drainPermits();
      // It is the patrol that reads everything again, and finds nothing.
      assertTrue(reads.tryAcquire(60, TimeUnit.SECONDS));
    }
    assertEquals(Optional.empty(), house.alarms.of(scope));
  }

  /** The program ends between the commit and what follows it. */
  private record CutShort<C extends Command, P, R>(UseCase<C, P, R> real)
      implements UseCase<C, P, R> {
    @Override
    public Action action(C command) {
      return real.action(command);
    }

    @Override
    public P prepare(C command) {
      return real.prepare(command);
    }

    @Override
    public Done<R> execute(C command, P prepared, Permit permit) {
      return real.execute(command, prepared, permit);
    }
  }

  private record CountedReads(Resources real, Semaphore reads) implements Resources {
    @Override
    public Changes changedSince(Scope scope, Revision revision) {
      Changes changes = real.changedSince(scope, revision);
      reads.release();
      return changes;
    }

    @Override
    public Optional<Resource> find(ResourceKey key) {
      return real.find(key);
    }

    @Override
    public List<Resource> list(Scope scope, ResourceKind kind) {
      return real.list(scope, kind);
    }

    @Override
    public List<Resource> listBelow(Scope scope, ResourceKind kind, String prefix) {
      return real.listBelow(scope, kind, prefix);
    }

    @Override
    public void save(Resource resource, Set<ResourceKey> references) {
      real.save(resource, references);
    }

    @Override
    public void remove(ResourceKey key, Revision revision, Instant now) {
      real.remove(key, revision, now);
    }

    @Override
    public List<ResourceKey> referrers(ResourceKey key) {
      return real.referrers(key);
    }

    @Override
    public boolean any(Scope scope) {
      return real.any(scope);
    }
  }
}
