package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.EtcdJson;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernateTombstones;
import io.claviger.adapters.persistence.SingleProcessChangeSignal;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.feed.TombstonePruner;
import io.claviger.application.port.Resources.Changes;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tombstones are removed a day after the deletion, and nobody is left to believe in a ghost. */
class TombstonePrunerTest {
  private static final Instant A_DAY_LATER = ResourceHouse.NOW.plus(TombstonePruner.AGE);

  @TempDir private Path directory;
  private ResourceHouse house;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
    house.put("routes", "1", "{\"uri\":\"/1\",\"plugins\":{}}");
    house.delete("routes", "1", false);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private TombstonePruner pruner(Instant now, String holder) {
    return new TombstonePruner(
        house.unitOfWork,
        house.groups,
        new HibernateTombstones(house.unitOfWork),
        new HibernateLeases(house.unitOfWork, holder),
        InstantSource.fixed(now));
  }

  private void pruneAt(Instant now) {
    pruner(now, "this process").run();
  }

  private GatewayGroup group() {
    return house
        .unitOfWork
        .inTransaction(() -> house.groups.find(ResourceHouse.GROUP))
        .orElseThrow();
  }

  private Changes stored() {
    GatewayGroup group = group();
    return house.unitOfWork.inTransaction(
        () -> house.resources.changedSince(group.scope(), Revision.NONE));
  }

  @Test
  void aDeletionIsRememberedForADay() {
    pruneAt(A_DAY_LATER);
    assertEquals(1, stored().changes().size());
    assertEquals(Revision.NONE, group().pruned());

    pruneAt(A_DAY_LATER.plusMillis(1));
    assertEquals(0, stored().changes().size());
    assertEquals(new Revision(2), group().pruned());
    assertEquals(new Revision(2), group().revision());
  }

  @Test
  void moreThanOneBatchIsPruned() {
    GatewayGroup group = group();
    house.unitOfWork.inTransaction(
        () -> {
          for (int i = 3; i <= 1100; i++) {
            ResourceKey key =
                new ResourceKey(group.scope(), ResourceKind.ROUTE, new ResourceId("r" + i));
            house.resources.remove(key, new Revision(i), ResourceHouse.NOW);
          }
          return true;
        });

    pruneAt(A_DAY_LATER.plusMillis(1));

    assertEquals(0, stored().changes().size());
    assertEquals(new Revision(1100), group().pruned());
  }

  @Test
  void onlyTheHolderOfTheLeasePrunes() {
    pruner(ResourceHouse.NOW, "another process").run();

    pruneAt(A_DAY_LATER.plusMillis(1));

    assertEquals(1, stored().changes().size());
  }

  @Test
  void aFeedForgetsWithTheDatabaseAndTakesItForNoTampering() throws InterruptedException {
    EtcdJson encoder = new EtcdJson();
    Semaphore verified = new Semaphore(0);
    FeedReader reader =
        new FeedReader(
            house.unitOfWork, house.resources, house.opener, encoder, scope -> verified.release());
    try (ChangeFeeds feeds =
        new ChangeFeeds(
            house.unitOfWork,
            house.groups,
            reader,
            encoder,
            house.alarms,
            new SingleProcessChangeSignal(),
            Telemetry.NONE)) {
      feeds.start();
      ChangeFeed feed = feeds.of(group().scope()).orElseThrow();
      assertFalse(feed.forgotAfter(new Revision(1)));
      pruneAt(A_DAY_LATER.plusMillis(1));
      verified.drainPermits();

      // The second patrol begins when the first one has ended.
      assertTrue(verified.tryAcquire(2, 60, TimeUnit.SECONDS));

      assertTrue(feed.forgotAfter(new Revision(1)));
      assertFalse(feed.forgotAfter(new Revision(2)));
      assertEquals(new Revision(2), feed.revision());
      assertEquals(Optional.empty(), house.alarms.of(group().scope()));
    }
  }
}
