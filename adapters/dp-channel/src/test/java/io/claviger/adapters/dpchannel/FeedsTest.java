package io.claviger.adapters.dpchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds come and go with their groups, and a trouble of this process is none of the rows. */
@Timeout(60)
class FeedsTest {
  private final Plant plant = new Plant(Limits.DEFAULT, Plant.QUICK);

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
}
