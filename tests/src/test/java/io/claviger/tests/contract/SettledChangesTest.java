package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.application.port.Resources;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.RowKeys;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data plane is told of is not taken back by a crash. */
class SettledChangesTest {
  private final ResourceKey key =
      new ResourceKey(Scope.of(UUID.randomUUID()), ResourceKind.ROUTE, new ResourceId("1"));

  /** The embedded database shows a commit to others before it is in the file. */
  @Test
  void whatAFeedHasReadIsInTheFileThatACrashLeaves(@TempDir Path home) throws IOException {
    Path lived = Files.createDirectory(home.resolve("lived"));
    Path left = Files.createDirectory(home.resolve("left"));
    TestDatabase embedded = TestDatabase.h2(lived);
    // A commit comes into the file by itself only long after this test.
    TestDatabase slow =
        new TestDatabase(
            embedded.url().replace("WRITE_DELAY=0", "WRITE_DELAY=3600000"),
            embedded.user(),
            embedded.password());

    try (Database database = opened(slow)) {
      Resources resources = new HibernateResources(database.unitOfWork());
      database
          .unitOfWork()
          .inTransaction(
              () -> {
                resources.save(
                    new Resource(key, JsonTree.object().build(), new Revision(1), new Revision(1)),
                    Set.of());
                return Boolean.TRUE;
              });
      assertEquals(List.of(key), changed(database));
      Files.copy(lived.resolve("claviger.mv.db"), left.resolve("claviger.mv.db"));
    }

    try (Database database = opened(TestDatabase.h2(left))) {
      assertEquals(List.of(key), changed(database));
    }
  }

  private static Database opened(TestDatabase place) {
    Database database = Database.open(place.config());
    RowKeys.begin(database, damage -> {});
    return database;
  }

  private List<ResourceKey> changed(Database database) {
    return database
        .unitOfWork()
        .inTransaction(
            () ->
                new HibernateResources(database.unitOfWork())
                    .changedSince(key.scope(), Revision.NONE).changes().stream()
                        .map(change -> change.key())
                        .toList());
  }
}
