package io.claviger.adapters.dpchannel;

import static io.claviger.domain.resource.ResourceKind.ROUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.adapters.dpchannel.DpServerConfig.Times;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds come and go with their groups, and a trouble of this process is none of the rows. */
@Timeout(60)
class FeedsTest {
  private final Plant plant = new Plant(Limits.DEFAULT, Times.DEFAULT);

  @AfterEach
  void close() {
    plant.close();
  }

  @Test
  void aGroupThatIsMadeWhileThePollReadsStays() {
    Scope fresh = Scope.of(UUID.randomUUID());
    plant.stored.afterHeads.set(
        () -> {
          plant.stored.addGroup(fresh);
          plant.feeds.committed(fresh);
        });
    plant.feeds.poll();
    Optional<ChangeFeed> feed = plant.feeds.of(fresh);
    assertTrue(feed.isPresent());
    assertFalse(feed.get().closed());
    plant.stored.removeGroup(fresh);
    plant.feeds.poll();
    assertEquals(Optional.empty(), plant.feeds.of(fresh));
    assertTrue(feed.get().closed());
  }

  private static Stream<Runnable> troublesOfTheProcess() {
    return Stream.of(
        () -> {
          throw new OutOfMemoryError("a test's");
        },
        () -> {
          throw new IllegalStateException("the database refused a statement with SQLSTATE 99999");
        },
        () -> {
          throw RefusedException.unavailable("the database does not answer");
        });
  }

  @ParameterizedTest
  @MethodSource("troublesOfTheProcess")
  void aTroubleOfTheProcessIsNoAlarmAndDataPlanesKeepWhatTheyHave(Runnable trouble)
      throws InterruptedException {
    ChangeFeed feed = plant.feeds.of(plant.scope).orElseThrow();
    plant.settle(plant.put(ROUTE, "1", "{}"));
    Semaphore tried = new Semaphore(0);
    plant.stored.reading =
        () -> {
          tried.release();
          trouble.run();
        };
    Revision next = plant.put(ROUTE, "2", "{}");
    tried.acquire();
    plant.feeds.poll();
    tried.acquire();
    assertEquals(Optional.empty(), plant.alarms.of(plant.scope));
    try (EtcdClient client = plant.client()) {
      assertEquals(200, client.range("/apisix", "/apisiy").status());
    }
    assertEquals(new Revision(1), feed.revision());

    plant.stored.reading = () -> {};
    plant.feeds.poll();
    plant.settle(next);

    assertEquals(Optional.empty(), plant.alarms.of(plant.scope));
    assertEquals(Optional.empty(), feed.frozen());
  }

  @Test
  void aDamagedRowIsAnAlarm() {
    plant.settle(plant.put(ROUTE, "1", "{}"));
    plant.stored.reading =
        () -> {
          throw RefusedException.damaged("a row of table resource was changed");
        };
    plant.put(ROUTE, "2", "{}");
    ChangeFeed feed = plant.feeds.of(plant.scope).orElseThrow();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (feed.frozen().isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "it never freezes");
      Thread.onSpinWait();
    }
    assertEquals(Optional.of("a row of table resource was changed"), plant.alarms.of(plant.scope));
    assertEquals(new Revision(1), feed.revision());
  }
}
