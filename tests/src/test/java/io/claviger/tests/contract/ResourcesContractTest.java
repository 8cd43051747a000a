package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.application.port.Resources;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The resources of the groups. */
class ResourcesContractTest extends DatabaseContract {
  private final Scope scope = newScope();

  private Resources resources() {
    return new HibernateResources(database().unitOfWork());
  }

  private SealedValues sealedValues() {
    return new HibernateSealedValues(database().unitOfWork());
  }

  private static ResourceKey key(Scope scope, ResourceKind kind, String id) {
    return new ResourceKey(scope, kind, new ResourceId(id));
  }

  private ResourceKey fresh(ResourceKind kind, String id) {
    return key(newScope(), kind, id);
  }

  private static Resource resource(ResourceKey key, long revision) {
    return resource(key, revision, "\u00e4\u0000\ud83d\ude00 \"'");
  }

  private static Resource resource(ResourceKey key, long revision, String text) {
    return new Resource(
        key,
        JsonTree.object().add("desc", text).add("n", 1.50).build(),
        new Revision(1),
        new Revision(revision));
  }

  private void put(ResourceKey key, long revision) {
    run(() -> resources().save(resource(key, revision), Set.of()));
  }

  private void delete(ResourceKey key, long revision) {
    run(() -> resources().remove(key, new Revision(revision), NOW));
  }

  private List<Change> changes(Scope of, long since) {
    return transact(() -> resources().changedSince(of, new Revision(since)).changes());
  }

  private static Change put(Resource resource) {
    return new Change.Put(resource, Map.of());
  }

  private static Change deleted(ResourceKey key, long revision) {
    return new Change.Deleted(key, new Revision(revision));
  }

  @Test
  void aResourceIsReadAsItWasSaved() {
    ResourceKey key = fresh(ResourceKind.ROUTE, "1");
    put(key, 1);
    put(key, 2);

    assertEquals(Optional.of(resource(key, 2)), transact(() -> resources().find(key)));
    assertTrue(transact(() -> resources().any(key.scope())));
  }

  @Test
  void aDocumentMayBeLongerThanAMebibyte() {
    Resource large = resource(fresh(ResourceKind.ROUTE, "1"), 1, "\u00e4x".repeat(1 << 20));

    run(() -> resources().save(large, Set.of()));

    assertEquals(Optional.of(large), transact(() -> resources().find(large.key())));
    assertEquals(List.of(put(large)), changes(large.key().scope(), 0));
  }

  @Test
  void aListIsInByteOrder() {
    List<String> inOrder = List.of("-a", ".a", "0", "10", "9", "A", "Z", "_", "a", "b");
    Scope group = newScope();
    for (int i = 0; i < inOrder.size(); i++) {
      put(key(group, ResourceKind.SERVICE, inOrder.get(inOrder.size() - 1 - i)), i + 1);
    }

    assertEquals(
        inOrder,
        transact(() -> resources().list(group, ResourceKind.SERVICE)).stream()
            .map(resource -> resource.key().id().value())
            .toList());
    assertEquals(List.of(), transact(() -> resources().list(group, ResourceKind.ROUTE)));
  }

  @Test
  void whatStandsBelowAnotherIsListedWithoutItsNeighbours() {
    Scope group = newScope();
    List<String> ids =
        List.of(
            "jac/credentials/a",
            "jack-/credentials/a",
            "jack/credentials/a",
            "jack/credentials/b",
            "jack0/credentials/a",
            "u".repeat(256) + "/credentials/" + "c".repeat(64));
    for (int i = 0; i < ids.size(); i++) {
      put(key(group, ResourceKind.CREDENTIAL, ids.get(i)), i + 1);
    }

    assertEquals(
        List.of("jack/credentials/a", "jack/credentials/b"),
        transact(() -> resources().listBelow(group, ResourceKind.CREDENTIAL, "jack/credentials/"))
            .stream()
            .map(resource -> resource.key().id().value())
            .toList());
    assertEquals(
        List.of(),
        transact(() -> resources().listBelow(group, ResourceKind.CONSUMER, "jack/credentials/")));
  }

  @Test
  void aScopeSeesNothingOfAnother() {
    ResourceKey mine = fresh(ResourceKind.ROUTE, "1");
    ResourceKey theirs = fresh(ResourceKind.ROUTE, "1");
    put(mine, 1);
    put(theirs, 1);
    delete(theirs, 2);

    assertEquals(Optional.of(resource(mine, 1)), transact(() -> resources().find(mine)));
    assertEquals(List.of(put(resource(mine, 1))), changes(mine.scope(), 0));
    assertEquals(List.of(deleted(theirs, 2)), changes(theirs.scope(), 0));
    assertFalse(transact(() -> resources().any(theirs.scope())));
  }

  @Test
  void putDeletedAndPutAgainAppearsOnce() {
    ResourceKey key = fresh(ResourceKind.ROUTE, "1");
    put(key, 1);
    delete(key, 2);
    assertEquals(List.of(deleted(key, 2)), changes(key.scope(), 0));

    put(key, 3);
    assertEquals(List.of(put(resource(key, 3))), changes(key.scope(), 0));

    delete(key, 4);
    delete(key, 5);
    assertEquals(List.of(deleted(key, 5)), changes(key.scope(), 0));
  }

  @Test
  void changesComeInTheOrderOfTheirRevisionsAndOnlyThoseAfter() {
    ResourceKey z = key(scope, ResourceKind.UPSTREAM, "z");
    ResourceKey a = key(scope, ResourceKind.ROUTE, "a");
    ResourceKey m = key(scope, ResourceKind.ROUTE, "m");
    put(a, 1);
    put(z, 2);
    put(m, 3);
    delete(a, 4);

    assertEquals(
        List.of(put(resource(z, 2)), put(resource(m, 3)), deleted(a, 4)), changes(scope, 0));
    assertEquals(List.of(deleted(a, 4)), changes(scope, 3));
    assertEquals(List.of(), changes(scope, 4));
  }

  @Test
  void changesBringTheirSealedValues() {
    ResourceKey first = fresh(ResourceKind.SSL, "1");
    ResourceKey second = key(first.scope(), ResourceKind.SSL, "2");
    SealedValue one = new SealedValue(new KeyId("0123456789abcdef"), new byte[] {1});
    SealedValue two = new SealedValue(new KeyId("0123456789abcdef"), new byte[] {2});
    put(first, 1);
    put(second, 2);
    run(
        () ->
            sealedValues()
                .replace(first.scope(), "ssls", "1", 1, Map.of("/key", one, "/keys/0", two)));

    assertEquals(
        List.of(
            new Change.Put(resource(first, 1), Map.of("/key", one, "/keys/0", two)),
            put(resource(second, 2))),
        changes(first.scope(), 0));
  }

  /** Each transaction puts a resource and deletes the one before it. */
  @Test
  void aReaderSeesWholeTransactionsOnly() throws InterruptedException, ExecutionException {
    Scope group = newScope();
    int transactions = 200;
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing =
          writer.submit(
              () -> IntStream.rangeClosed(1, transactions).forEach(i -> putAndDelete(group, i)));
      long seen = 0;
      while (!writing.isDone()) {
        List<Change> changes = changes(group, seen);
        if (!changes.isEmpty()) {
          seen = changes.getLast().revision().value();
          assertEquals(List.of(seen - 1), putRevisions(changes));
        }
      }
      writing.get();
    }
  }

  private static List<Long> putRevisions(List<Change> changes) {
    return changes.stream()
        .filter(Change.Put.class::isInstance)
        .map(change -> change.revision().value())
        .toList();
  }

  private void putAndDelete(Scope group, int i) {
    Resource added = resource(key(group, ResourceKind.ROUTE, "r" + i), 2L * i - 1);
    ResourceKey before = key(group, ResourceKind.ROUTE, "r" + (i - 1));
    run(
        () -> {
          resources().save(added, Set.of());
          resources().remove(before, new Revision(2L * i), NOW);
        });
  }

  @Test
  void referrersAreToldInOrder() {
    ResourceKey upstream = fresh(ResourceKind.UPSTREAM, "u");
    List<ResourceKey> routes =
        IntStream.range(0, 12)
            .mapToObj(i -> key(upstream.scope(), ResourceKind.ROUTE, "r%02d".formatted(i)))
            .toList();
    for (int i = routes.size() - 1; i >= 0; i--) {
      Resource route = resource(routes.get(i), i + 1);
      run(() -> resources().save(route, Set.of(upstream)));
    }

    assertEquals(routes, transact(() -> resources().referrers(upstream)));

    run(() -> resources().save(resource(routes.get(0), 13), Set.of()));
    delete(routes.get(1), 14);
    assertEquals(routes.subList(2, 12), transact(() -> resources().referrers(upstream)));
    assertEquals(
        List.of(),
        transact(() -> resources().referrers(key(newScope(), ResourceKind.UPSTREAM, "u"))));
  }

  @Test
  void twoResourcesOfAGroupHaveNotTheSameRevision() {
    ResourceKey key = fresh(ResourceKind.ROUTE, "1");
    put(key, 1);

    assertConflict(() -> put(key(key.scope(), ResourceKind.ROUTE, "2"), 1));
  }

  @Test
  void aDamagedDocumentIsRefusedByName() throws SQLException {
    ResourceKey key = fresh(ResourceKind.ROUTE, "1");
    put(key, 1);

    forge("update resource set document = 'secret' where scope = '" + key.scope() + "'");

    String refusal =
        assertRefused(Refusal.Damaged.class, () -> run(() -> resources().find(key)))
            .refusal()
            .message();
    assertTrue(refusal.contains("routes/1"));
    assertFalse(refusal.contains("secret"));
  }
}
